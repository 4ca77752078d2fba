"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { CopyChoice } from "#web/features/campaigns/preview/copy-choice.tsx";
import { useRelated } from "#web/features/campaigns/related/use-related.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { DraftToSend } from "./draft-to-send.ts";
import { formatExpectedEnd } from "./expected-end.ts";
import { formatManualRecipients } from "./format-manual-recipients.ts";
import { formatWaves, wavesOf } from "./format-waves.ts";
import classes from "./send-dialog.module.css";
import { SubjectLine } from "./subject-line.tsx";

interface SendFactsProps extends DraftToSend {
  opened: boolean;
  count: number;
  /** When it begins; null = not settled yet, undefined = now. */
  beginsAt: Date | null | undefined;
}

/** The facts of a send: to whom, from whom, subject, waves, when it will be done, who gets a copy (C7, C13, C3). */
export function SendFacts(props: SendFactsProps) {
  const { campaign, fields, opened, count, beginsAt } = props;
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const audience = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "" },
      { enabled: opened && fields.passId !== null },
    ),
  );
  const parent = useRelated(campaign.id, campaign.status)?.parent ?? undefined;
  const waves = wavesOf(count, campaign);
  const whoMay =
    beginsAt === undefined ? "who may get campaigns today, by email" : "who may get campaigns at that time";
  return (
    <dl className={classes.facts}>
      <dt>To</dt>
      <dd>
        {parent === undefined
          ? `Holders of ${campaign.passes.find(({ id }) => id === fields.passId)?.name ?? "the pass"}`
          : `Those whom “${parent.name}” failed to reach,`}{" "}
        {whoMay}
        {formatManualRecipients(audience.data, count)}
      </dd>
      <dt>From</dt>
      <dd>
        {campaign.sender.name} &lt;{campaign.sender.email}&gt;
      </dd>
      <dt>Subject</dt>
      <dd>
        <SubjectLine {...props} />
      </dd>
      {waves.count > 1 && (
        <>
          <dt>Waves</dt>
          <dd>{formatWaves(count, campaign)}</dd>
        </>
      )}
      <dt>Done</dt>
      <dd>
        {formatExpectedEnd(count, zone, {
          pauseSeconds: waves.pauseSeconds,
          pace: campaign.sender.perSecond,
          heldUntil: campaign.sender.heldUntil,
          begins: beginsAt === undefined ? { now: new Date() } : { at: beginsAt },
        })}
      </dd>
      <dt>Copy to</dt>
      <dd>
        <CopyChoice campaign={campaign} />
      </dd>
    </dl>
  );
}
