"use client";

import { Textarea } from "@mantine/core";
import type { Approval } from "@packpost/core/campaign/approval/get-approval";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./approval.module.css";
import { useApprovalMoved } from "./use-approval.ts";

interface DeclineDialogProps {
  campaign: CampaignDetail;
  request: NonNullable<Approval["request"]>;
  onClose: () => void;
}

/** Says no to a colleague, and why: they have it by mail. */
export function DeclineDialog({ campaign, request, onClose }: DeclineDialogProps) {
  const trpc = useTRPC();
  const moved = useApprovalMoved(campaign.id);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const decline = useMutation(
    trpc.campaign.approval.decline.mutationOptions({
      onSuccess: async ({ outcome }) => {
        await moved();
        if (outcome === "settled")
          notifications.show({
            color: "marigold",
            message: "It was settled meanwhile: look at where it stands.",
          });
        onClose();
      },
    }),
  );
  const isEmpty = note.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!isEmpty && !decline.isPending) decline.mutate({ requestId: request.id, note });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Decline to send “${campaign.name}”?`}
      width={480}
      locked={decline.isPending}
    >
      <form className={classes.form} onSubmit={submit}>
        <Textarea
          label="Why"
          description={`${request.askedBy.name} reads it in the app and by mail. The campaign stays a draft.`}
          data-autofocus
          autosize
          minRows={3}
          maxLength={1_000}
          value={note}
          error={asked && isEmpty ? "Say why, in a few words." : undefined}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {decline.error !== null && <ErrorNotice error={decline.error} />}
        <div className={classes.buttons} data-end>
          <Button variant="default" onClick={onClose} disabled={decline.isPending}>
            Back
          </Button>
          <Button type="submit" loading={decline.isPending}>
            Decline
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
