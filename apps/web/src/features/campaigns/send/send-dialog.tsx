"use client";

import type { AudienceCount } from "@packpost/core/audience/count-audience";
import type { SendCampaignResult } from "@packpost/core/campaign/send-campaign";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { formatCount, formatPeople } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import type { ShownError } from "#web/components/shown-error.ts";
import { Preflight } from "#web/features/campaigns/preflight/preflight.tsx";
import { CopyChoice } from "#web/features/campaigns/preview/copy-choice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { AudienceChangesNotice } from "./audience-changes.tsx";
import { wordExpectedEnd } from "./expected-end.ts";
import type { SendButtonProps } from "./send-button.tsx";
import classes from "./send-dialog.module.css";
import { SubjectLine } from "./subject-line.tsx";
import { useReview } from "./use-review.ts";
import { wordRefusal } from "./word-refusal.ts";
import { wavesOf, wordWaves } from "./word-waves.ts";

interface SendDialogProps extends SendButtonProps {
  /** How many will receive it, as the page shows it. */
  people: number;
  opened: boolean;
  onClose: () => void;
}

/** The last question: to how many, from whom, which subject, until when; and again with both numbers if they changed. */
export function SendDialog(props: SendDialogProps) {
  const { campaign, fields, saver, people, opened, onClose, fieldsWithoutFallback, problems } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useOrganisationZone();
  const [changed, setChanged] = useState<Extract<SendCampaignResult, { outcome: "audience_changed" }> | null>(
    null,
  );
  const [refused, setRefused] = useState<ShownError | null>(null);
  const missing = useQuery(
    trpc.audience.countMissing.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "", fields: [...fieldsWithoutFallback] },
      { enabled: opened && fieldsWithoutFallback.length > 0 && fields.passId !== null },
    ),
  );
  const refreshPage = async () => {
    await queryClient.invalidateQueries(trpc.campaign.progress.queryFilter({ campaignId: campaign.id }));
    await queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId: campaign.id }));
  };
  const send = useMutation(
    trpc.campaign.sending.send.mutationOptions({
      networkMode: "always", // nothing is sent later behind somebody's back
      onSuccess: async (result) => {
        if (result.outcome === "scheduled" || result.outcome === "already_sending") return refreshPage();
        if (result.outcome === "audience_changed") {
          setChanged(result);
          setRefused(null);
          await queryClient.invalidateQueries(trpc.audience.pathFilter());
          return;
        }
        setRefused(wordRefusal(result));
      },
    }),
  );
  const review = useReview(campaign.id, saver, opened);
  const count = changed?.now ?? review?.willReceive ?? people;
  const waves = wavesOf(count, campaign);
  const audience = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId: campaign.id, passId: fields.passId ?? "" },
      { enabled: opened && fields.passId !== null },
    ),
  );
  const confirm = async () => {
    setRefused(null);
    if (!(await saver.flush())) {
      setRefused({
        message: "The draft could not be saved.",
        effect: "Nothing was sent.",
        nextStep: "Look at the notice above the text, then send again.",
      });
      return;
    }
    send.mutate({
      campaignId: campaign.id,
      version: saver.read().version,
      confirmedCount: count,
      reviewId: changed?.reviewId ?? review?.reviewId ?? null,
    });
  };
  const close = () => {
    setChanged(null);
    setRefused(null);
    send.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      // A new number is a new question, and is typed anew.
      key={count}
      opened={opened}
      onClose={close}
      title={`Send “${fields.name}” to ${formatPeople(count)}?`}
      count={count}
      confirmLabel={`Send to ${formatPeople(count)}`}
      onConfirm={() => void confirm()}
      pending={send.isPending || (send.isSuccess && send.data.outcome === "scheduled")}
      error={refused ?? send.error}
    >
      {changed !== null && (
        <AudienceChangesNotice
          confirmed={changed.confirmed}
          now={changed.now}
          changes={changed.changes ?? null}
        />
      )}
      <dl className={classes.facts}>
        <dt>To</dt>
        <dd>
          Holders of {campaign.passes.find(({ id }) => id === fields.passId)?.name ?? "the pass"} in good
          standing, by email{wordByHand(audience.data)}
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
            <dd>{wordWaves(count, campaign)}</dd>
          </>
        )}
        <dt>Done</dt>
        <dd>
          {wordExpectedEnd(count, new Date(), zone, {
            pauseSeconds: waves.pauseSeconds,
            pace: campaign.sender.perSecond,
          })}
        </dd>
        <dt>Copy to</dt>
        <dd>
          <CopyChoice campaign={campaign} />
        </dd>
      </dl>
      <Preflight
        problems={problems}
        missing={missing.data ?? []}
        hasUnsubscribe={props.hasUnsubscribe}
        hasText={fields.subject.trim() !== "" || fields.bodyMarkdown.trim() !== ""}
        onJump={close}
      />
      <p className={classes.undo}>
        For 10 seconds you can take it back. After that you can pause it or cancel the rest.
      </p>
    </ConfirmDialog>
  );
}

/** ", with 3 added by hand and without 2 excluded"; nothing where the lists are empty. */
function wordByHand(audience: AudienceCount | undefined): string {
  const excluded = audience?.reasons.find(({ code }) => code === "excluded_by_hand")?.people ?? 0;
  const parts = [
    ...(audience !== undefined && audience.added > 0
      ? [`with ${formatCount(audience.added)} added by hand`]
      : []),
    ...(excluded > 0 ? [`without ${formatCount(excluded)} excluded by hand`] : []),
  ];
  return parts.length === 0 ? "" : `, ${parts.join(" and ")}`;
}
