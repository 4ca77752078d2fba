"use client";

import type { Approval } from "@packpost/core/campaign/approval/get-approval";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { IconUserCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { Time } from "#web/components/time/time.tsx";
import { formatSendTime } from "#web/features/campaigns/send/format-send-time.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./approval.module.css";
import { ApproveDialog } from "./approve-dialog.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { formatVoid } from "./format-approval.ts";
import { useApprovalMoved } from "./use-approval.ts";

interface ApprovalNoticeProps {
  campaign: CampaignDetail;
  approval: Approval | undefined;
}

/** Who asks whether this may be sent, and what to answer; or what was answered (C7). */
export function ApprovalNotice({ campaign, approval }: ApprovalNoticeProps) {
  const request = approval?.request ?? null;
  if (request === null) return null;
  if (request.state === "waiting") return <Waiting campaign={campaign} request={request} />;
  const { state, decidedAt, decidedByName, note } = request;
  if (state === "declined")
    return (
      <section className={classes.notice} data-tone="red" aria-label="Approval">
        <h2 className={classes.title}>
          <span>
            {decidedByName} declined to send it, <Time at={decidedAt} />
          </span>
        </h2>
        <p className={classes.note}>{note}</p>
        <p className={classes.line}>Put it right, then send it again: the approval is asked for anew.</p>
      </section>
    );
  const why = state === "void" ? formatVoid(request) : null;
  if (why === null) return null;
  return (
    <section className={classes.notice} data-tone="marigold" aria-label="Approval">
      <h2 className={classes.title}>The approval does not hold any more</h2>
      <p className={classes.line}>{why}</p>
    </section>
  );
}

function Waiting({
  campaign,
  request,
}: {
  campaign: CampaignDetail;
  request: NonNullable<Approval["request"]>;
}) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const moved = useApprovalMoved(campaign.id);
  const [asks, ask] = useState<"approve" | "decline" | null>(null);
  const withdraw = useMutation(trpc.campaign.approval.withdraw.mutationOptions({ onSuccess: moved }));
  const { askedBy, askedAt, people, sendAt, mine, mayDecide, late } = request;
  const when = sendAt === null ? "as soon as it is approved" : formatSendTime(sendAt, zone);
  return (
    <section className={classes.notice} data-tone="marigold" aria-label="Approval">
      <h2 className={classes.title}>
        <IconUserCheck size={19} stroke={1.8} aria-hidden />
        {mine
          ? "Waiting for a colleague to approve it"
          : `${askedBy.name} asks to send it to ${formatPeople(people)}`}
      </h2>
      <p className={classes.line}>
        {mine ? `You asked to send it to ${formatPeople(people)}, ` : "It goes out "}
        {when}. Asked <Time at={askedAt} />.{" "}
        {late
          ? "That time has passed: it is not sent late. Choose another time and ask again."
          : mine
            ? "Whoever may approve has a mail. Changing the text asks anew."
            : "Read it below, with who will receive it. Changing the text asks anew."}
      </p>
      <div className={classes.buttons}>
        {mayDecide && !late && (
          <>
            <Button size="sm" onClick={() => ask("approve")}>
              Approve…
            </Button>
            <Button size="sm" variant="default" onClick={() => ask("decline")}>
              Decline…
            </Button>
          </>
        )}
        {mine && (
          <Button
            size="sm"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ requestId: request.id })}
          >
            Take the question back
          </Button>
        )}
      </div>
      {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
      <ApproveDialog
        campaign={campaign}
        request={request}
        opened={asks === "approve"}
        onClose={() => ask(null)}
      />
      {asks === "decline" && (
        <DeclineDialog campaign={campaign} request={request} onClose={() => ask(null)} />
      )}
    </section>
  );
}
