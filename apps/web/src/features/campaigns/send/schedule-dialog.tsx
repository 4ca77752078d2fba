"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { suggestSendTime } from "./format-send-time.ts";
import { SendQuestionDialog } from "./send-question.tsx";
import { SendTimeFields } from "./send-time-fields.tsx";
import { type QuestionProps, useSendQuestion } from "./use-send-question.ts";
import { useSendTime } from "./use-send-time.ts";

/** The last question before sending at a time, which is the organisation's. */
export function ScheduleDialog(props: QuestionProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useOrganisationZone();
  const [start] = useState(() => suggestSendTime(new Date(), zone));
  const chosen = useSendTime(start, props.opened);
  const question = useSendQuestion(props, "schedule");
  const schedule = useMutation(
    trpc.campaign.sending.schedule.mutationOptions({
      onSuccess: (result) =>
        // It has passed, or the clocks' rules are others than the page thought: the fields say so when asked anew.
        result.outcome === "time_unclear"
          ? queryClient.invalidateQueries(trpc.campaign.sending.time.pathFilter())
          : question.take(result),
    }),
  );
  const confirm = () => {
    const { date, time, choice } = chosen;
    void question.confirm((confirmed) =>
      schedule.mutate({ ...confirmed, date, time, ...(choice && { choice }) }),
    );
  };
  const close = () => {
    question.reset();
    schedule.reset();
    props.onClose();
  };
  const people = formatPeople(question.count);
  return (
    <SendQuestionDialog
      {...props}
      kind="schedule"
      question={question}
      title={`${question.asksApproval ? "Ask to schedule" : "Schedule"} “${props.fields.name}” for ${people}?`}
      confirmLabel={question.asksApproval ? `Ask to schedule for ${people}` : `Schedule for ${people}`}
      pending={schedule.isPending || (schedule.isSuccess && schedule.data.outcome === "scheduled")}
      error={schedule.error}
      onConfirm={confirm}
      onClose={close}
      // Asked again it is about the people, no longer about the time.
      when={<SendTimeFields chosen={chosen} focus={question.changed === null} />}
      beginsAt={chosen.at}
      blocked={chosen.at === null}
      note={
        question.asksApproval
          ? "A second person approves so many: whoever may has a mail about it. If nobody has by then, it is not sent late."
          : "Who receives it is computed again when it begins. If that is over 20 % and 50 people more than now, it pauses and mails you. Until then you can change the time or take it back to draft."
      }
    />
  );
}
