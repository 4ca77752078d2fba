"use client";

import { Button, Tooltip } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import type { Problem } from "@packpost/core/content/find-problems";
import type { MergeFieldName } from "@packpost/core/content/merge-fields";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatPeople } from "#web/components/format-number.ts";
import type { DraftFields } from "#web/features/campaigns/editor/draft-fields.ts";
import type { DraftSaver } from "#web/features/campaigns/editor/draft-saver.ts";
import { tooLongFields } from "#web/features/campaigns/editor/too-long.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { SendDialog } from "./send-dialog.tsx";

export interface SendButtonProps {
  campaign: CampaignDetail;
  fields: DraftFields;
  saver: DraftSaver;
  canSend: boolean;
  problems: readonly Problem[];
  fieldsWithoutFallback: readonly MergeFieldName[];
  /** Every mail carries the link; undefined until the preview has come. */
  hasUnsubscribe: boolean | undefined;
  /** The subject as the preview shows it. */
  shownSubject: string | undefined;
  /** Whose preview that is; undefined for example values. */
  shownTo: string | undefined;
}

/** "Send to 412 people": the exact number, or why it cannot be sent yet. */
export function SendButton(props: SendButtonProps) {
  const { campaign, fields, canSend, problems } = props;
  const trpc = useTRPC();
  const [opened, setOpened] = useState(false);
  const count = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "" },
      { enabled: fields.passId !== null },
    ),
  );
  const people = fields.passId === null ? undefined : count.data?.willReceive;
  const reason = whyNot(canSend, fields, people, problems);
  const label = people === undefined || people === 0 ? "Send" : `Send to ${formatPeople(people)}`;
  return (
    <>
      <Tooltip
        label={reason ?? ""}
        disabled={reason === null}
        multiline
        maw={320}
        position="bottom-end"
        // Inside a landmark, where screen readers look for it.
        portalProps={{ target: "#content" }}
      >
        <Button
          leftSection={<IconSend size={17} stroke={1.8} aria-hidden />}
          // Stays reachable for keyboard and screen reader, which hear the reason.
          {...(reason === null ? {} : { "data-disabled": true, "aria-disabled": true })}
          aria-description={reason ?? undefined}
          onClick={() => reason === null && setOpened(true)}
        >
          {label}
        </Button>
      </Tooltip>
      {people !== undefined && (
        <SendDialog {...props} people={people} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  );
}

/** Why it cannot be sent now; null when it can. */
function whyNot(
  canSend: boolean,
  fields: DraftFields,
  people: number | undefined,
  problems: readonly Problem[],
): string | null {
  if (!canSend)
    return "Campaigns are sent by admins and owners. Your draft is saved: tell one of them that it is ready.";
  if (fields.passId === null) return "Choose the pass first: it says who receives the campaign.";
  if (tooLongFields(fields).length > 0)
    return "Something is too long to be sent: shorten it, the place says by how much.";
  if (people === 0) return "Nobody would receive it. Look below at the reasons.";
  const blocking = problems.filter(({ severity }) => severity === "blocking");
  const [first] = blocking;
  if (first === undefined) return people === undefined ? "Counting who will receive it…" : null;
  return blocking.length === 1
    ? first.message
    : `${blocking.length} things to put right first: ${first.message}`;
}
