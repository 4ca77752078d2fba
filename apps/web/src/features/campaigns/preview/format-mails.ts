import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import type { MailRequest } from "@packpost/core/mail/list-mails";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";

const settled: readonly RecipientStatus[] = ["delivered", "bounced", "dropped", "failed", "spam_complaint"];
/** As long as that the page asks again for what became of a mail. */
const outcomesComeForMs = 5 * 60_000;

/** "Sent to 2 addresses". */
export function formatAddresses({ mails }: MailRequest): string {
  return mails.length === 1 ? `Sent to ${mails[0]?.to ?? ""}` : `Sent to ${mails.length} addresses`;
}

/** "delivered", or "1 delivered, 1 bounced" where they differ. */
export function formatStates({ mails }: MailRequest): string {
  const counts = new Map<string, number>();
  for (const { status } of mails) {
    const word = recipientStates[status].word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [first] = counts.keys();
  if (counts.size === 1 && first !== undefined) return first;
  return [...counts].map(([word, n]) => `${n} ${word}`).join(", ");
}

/** Whether something may still change while one looks. */
export function isMoving(requests: readonly MailRequest[] | undefined, now: Date): boolean {
  return (requests ?? []).some(
    ({ at, mails }) =>
      now.getTime() - at.getTime() < outcomesComeForMs &&
      mails.some(({ status }) => !settled.includes(status)),
  );
}

/** Whether the copy of a campaign that has just begun is still to be queued. */
export function isCopyAwaited(
  requests: readonly MailRequest[] | undefined,
  copySince: Date | null,
  now: Date,
): boolean {
  if (copySince === null || now.getTime() - copySince.getTime() > outcomesComeForMs) return false;
  return !(requests ?? []).some(({ kind }) => kind === "copy");
}
