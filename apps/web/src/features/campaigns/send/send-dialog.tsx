"use client";

import { UNDO_SECONDS } from "@packpost/core/campaign/enums";
import { useMutation } from "@tanstack/react-query";
import { formatPeople } from "#web/components/form/format-number.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { SendQuestionDialog } from "./send-question.tsx";
import { type QuestionProps, useSendQuestion } from "./use-send-question.ts";

/** The last question before sending now. */
export function SendDialog(props: QuestionProps) {
  const trpc = useTRPC();
  const question = useSendQuestion(props, "send");
  const send = useMutation(
    trpc.campaign.sending.send.mutationOptions({
      onSuccess: question.take,
    }),
  );
  const close = () => {
    question.reset();
    send.reset();
    props.onClose();
  };
  const people = formatPeople(question.count);
  return (
    <SendQuestionDialog
      {...props}
      kind="send"
      question={question}
      title={`${question.asksApproval ? "Ask to send" : "Send"} “${props.fields.name}” to ${people}?`}
      confirmLabel={question.asksApproval ? `Ask to send to ${people}` : `Send to ${people}`}
      pending={send.isPending || (send.isSuccess && send.data.outcome === "scheduled")}
      error={send.error}
      onConfirm={() => void question.confirm((confirmed) => send.mutate(confirmed))}
      onClose={close}
      note={
        question.asksApproval
          ? "A second person approves so many: whoever may has a mail about it. Nothing is sent before."
          : `For ${UNDO_SECONDS} seconds you can undo it. After that you can pause it or cancel the rest.`
      }
    />
  );
}
