"use client";

import type { EmailedUnreached } from "@packpost/core/alert/unreached/email-unreached";
import type { Unreached } from "@packpost/core/alert/unreached/read-unreached";
import { useMutation } from "@tanstack/react-query";
import { formatPeople } from "#web/components/form/format-number.ts";
import { ConfirmDialog } from "#web/components/overlay/confirm-dialog.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { useAfterAlertChange } from "../activity/use-alert-change.ts";
import { NotMailed } from "./not-mailed.tsx";

interface EmailDialogProps {
  alertId: string;
  /** Who is not reached, as it is known now; null = nobody. */
  unreached: Unreached | null;
  onClose: () => void;
}

/** Asks before the same goes out as email, and says what became of it: also where nobody is left to be emailed meanwhile (A13). */
export function EmailDialog({ alertId, unreached, onClose }: EmailDialogProps) {
  const count = unreached?.toMail ?? 0;
  const trpc = useTRPC();
  const { onSuccess } = useAfterAlertChange();
  const email = useMutation(
    trpc.alert.sending.emailUnreached.mutationOptions({
      onSuccess: () => onSuccess({ outcome: "mailed" }),
    }),
  );
  const { data: said, isPending } = email;
  const isDone = said !== undefined || (count === 0 && !isPending);
  const to = formatPeople(count);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={titleOf(said, { isDone, to })}
      confirmLabel={isDone ? "Done" : `Email ${to}`}
      count={0}
      question={isDone ? "done" : "ask"}
      pending={isPending}
      error={email.error}
      onConfirm={() => (isDone ? onClose() : email.mutate({ alertId }))}
    >
      {isDone ? (
        <p role="status">{said === undefined ? everybody : wordsOf(said)}</p>
      ) : (
        <p>Each gets one email with the text of the alert.</p>
      )}
      {unreached !== null && <NotMailed unreached={unreached} />}
    </ConfirmDialog>
  );
}

const everybody =
  "Everybody has been reached or emailed meanwhile, or does not come any more. No email was sent.";

function titleOf(
  said: EmailedUnreached | undefined,
  { isDone, to }: { isDone: boolean; to: string },
): string {
  if (!isDone) return `Email the same to ${to}?`;
  return said !== undefined && said.mailed > 0 ? "Emails on their way" : "Nobody was emailed";
}

function wordsOf({ mailed, before, noMail }: EmailedUnreached): string {
  if (mailed + before + noMail === 0) return everybody;
  const parts = [
    mailed > 0 ? `${formatPeople(mailed)} ${mailed === 1 ? "gets" : "get"} it as email.` : "",
    before > 0 ? `${formatPeople(before)} had it already.` : "",
    noMail > 0 ? `${formatPeople(noMail)} cannot be emailed: see the call list.` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
