"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#web/components/confirm-dialog.tsx";
import { formatCount, formatPeople } from "#web/components/format-number.ts";
import { useOrganisationZone } from "#web/components/organisation-zone.tsx";
import type { ShownError } from "#web/components/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import type { SendButtonProps } from "./send-button.tsx";
import classes from "./send-dialog.module.css";
import { SendTimeFields } from "./send-time-fields.tsx";
import { SubjectLine } from "./subject-line.tsx";
import { useSendTime } from "./use-send-time.ts";
import { wordRefusal } from "./word-refusal.ts";
import { suggestSendTime } from "./word-send-time.ts";

interface ScheduleDialogProps extends SendButtonProps {
  people: number;
  opened: boolean;
  onClose: () => void;
}

/** When, to how many, from whom, which subject; the time is the organisation's. */
export function ScheduleDialog(props: ScheduleDialogProps) {
  const { campaign, fields, saver, people, opened, onClose } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useOrganisationZone();
  const [start] = useState(() => suggestSendTime(new Date(), zone));
  const chosen = useSendTime(start, opened);
  const [changed, setChanged] = useState<{ confirmed: number; now: number } | null>(null);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const count = changed?.now ?? people;
  const schedule = useMutation(
    trpc.campaign.sending.schedule.mutationOptions({
      networkMode: "always",
      onSuccess: async (result) => {
        if (result.outcome === "scheduled" || result.outcome === "already_sending") {
          await queryClient.invalidateQueries(
            trpc.campaign.progress.queryFilter({ campaignId: campaign.id }),
          );
          await queryClient.invalidateQueries(trpc.campaign.get.queryFilter({ campaignId: campaign.id }));
        } else if (result.outcome === "audience_changed") {
          setChanged(result);
          await queryClient.invalidateQueries(trpc.audience.pathFilter());
        } else if (result.outcome === "time_unclear") {
          await queryClient.invalidateQueries(trpc.campaign.sending.time.pathFilter());
        } else setRefused(wordRefusal(result));
      },
    }),
  );
  const confirm = async () => {
    setRefused(null);
    if (!(await saver.flush())) {
      setRefused({
        message: "The draft could not be saved.",
        effect: "Nothing was scheduled.",
        nextStep: "Look at the notice above the text, then schedule again.",
      });
      return;
    }
    const { date, time, choice } = chosen;
    const when = { date, time, ...(choice && { choice }) };
    schedule.mutate({
      campaignId: campaign.id,
      version: saver.read().version,
      confirmedCount: count,
      ...when,
    });
  };
  const close = () => {
    setChanged(null);
    setRefused(null);
    schedule.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      key={count}
      opened={opened}
      onClose={close}
      title={`Schedule “${fields.name}” for ${formatPeople(count)}?`}
      count={count}
      confirmLabel={`Schedule for ${formatPeople(count)}`}
      onConfirm={() => void confirm()}
      pending={schedule.isPending || (schedule.isSuccess && schedule.data.outcome === "scheduled")}
      error={refused ?? schedule.error}
      blocked={!chosen.settled}
    >
      {changed !== null && (
        <p className={classes.changed} role="alert">
          <b>
            {formatCount(changed.confirmed)} → {formatCount(changed.now)}
          </b>{" "}
          The audience has changed since you looked. Schedule it for {formatPeople(changed.now)}?
        </p>
      )}
      <SendTimeFields chosen={chosen} />
      <dl className={classes.facts}>
        <dt>To</dt>
        <dd>
          Holders of {campaign.passes.find(({ id }) => id === fields.passId)?.name ?? "the pass"} in good
          standing at that time
        </dd>
        <dt>From</dt>
        <dd>
          {campaign.sender.name} &lt;{campaign.sender.email}&gt;
        </dd>
        <dt>Subject</dt>
        <dd>
          <SubjectLine {...props} />
        </dd>
      </dl>
      <p className={classes.undo}>
        Who receives it is computed again when it begins. If that is over 20 % and 50 people more than now, it
        pauses and waits for you. Until then you can change the time or take it back to draft.
      </p>
    </ConfirmDialog>
  );
}
