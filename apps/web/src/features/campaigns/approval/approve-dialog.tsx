"use client";

import type { ApproveSendResult } from "@packpost/core/campaign/approval/approve-send";
import type { Approval } from "@packpost/core/campaign/approval/get-approval";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { AudienceChangesNotice } from "#web/features/campaigns/send/audience-changes.tsx";
import { formatSendTime } from "#web/features/campaigns/send/format-send-time.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./approval.module.css";
import { formatNotApproved } from "./format-approval.ts";
import { useApprovalMoved } from "./use-approval.ts";

interface ApproveDialogProps {
  campaign: CampaignDetail;
  request: NonNullable<Approval["request"]>;
  opened: boolean;
  onClose: () => void;
}

type Changed = Extract<ApproveSendResult, { outcome: "audience_changed" }>;

/** The last question before a colleague's campaign goes out: to how many, which subject, when; again where others would receive it by now. */
export function ApproveDialog({ campaign, request, opened, onClose }: ApproveDialogProps) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const moved = useApprovalMoved(campaign.id);
  const [changed, setChanged] = useState<Changed | null>(null);
  const approve = useMutation(
    trpc.campaign.approval.approve.mutationOptions({
      onSuccess: async (result) => {
        if (result.outcome === "audience_changed") return setChanged(result);
        if (result.outcome === "scheduled") await moved();
      },
    }),
  );
  const { askedBy, sendAt } = request;
  const people = changed?.now ?? request.people;
  const close = () => {
    if (changed !== null || approve.data !== undefined) void moved();
    setChanged(null);
    approve.reset();
    onClose();
  };
  const answer = approve.data;
  const refused =
    answer === undefined || answer.outcome === "scheduled" || answer.outcome === "audience_changed"
      ? null
      : formatNotApproved(answer);
  return (
    <ConfirmDialog
      question={changed?.requestId ?? request.id}
      opened={opened}
      onClose={close}
      title={`Approve sending “${campaign.name}” to ${formatPeople(people)}?`}
      count={people}
      confirmLabel={
        sendAt === null
          ? `Approve and send to ${formatPeople(people)}`
          : `Approve for ${formatPeople(people)}`
      }
      onConfirm={() => approve.mutate({ requestId: changed?.requestId ?? request.id })}
      pending={approve.isPending || answer?.outcome === "scheduled"}
      error={refused ?? approve.error}
    >
      {changed !== null && (
        <AudienceChangesNotice
          kind="send"
          confirmed={changed.asked}
          now={changed.now}
          changes={changed.changes}
        />
      )}
      <dl className={classes.facts}>
        <dt>Asked by</dt>
        <dd>{askedBy.name}, in whose name it goes out</dd>
        <dt>From</dt>
        <dd>
          {campaign.sender.name} &lt;{campaign.sender.email}&gt;
        </dd>
        <dt>Subject</dt>
        <dd>{campaign.subject}</dd>
        <dt>When</dt>
        <dd>{sendAt === null ? "Now, with ten seconds to undo it" : formatSendTime(sendAt, zone)}</dd>
      </dl>
    </ConfirmDialog>
  );
}
