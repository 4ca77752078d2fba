import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import type { DeliveryRequest } from "@packpost/core/delivery/list-deliveries";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";

const settled: readonly RecipientStatus[] = ["delivered", "bounced", "dropped", "failed", "spam_complaint"];
/** As long as that the page asks again for what became of a mail. */
const outcomesComeForMs = 5 * 60_000;

/** "Sent to 2 addresses". */
export function formatAddresses({ deliveries }: DeliveryRequest): string {
  return deliveries.length === 1
    ? `Sent to ${deliveries[0]?.to ?? ""}`
    : `Sent to ${deliveries.length} addresses`;
}

/** "delivered", or "1 delivered, 1 bounced" where they differ. */
export function formatStates({ deliveries }: DeliveryRequest): string {
  const counts = new Map<string, number>();
  for (const { status } of deliveries) {
    const word = recipientStates[status].word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [first] = counts.keys();
  if (counts.size === 1 && first !== undefined) return first;
  return [...counts].map(([word, n]) => `${n} ${word}`).join(", ");
}

/** Whether something may still change while one looks. */
export function isMoving(requests: readonly DeliveryRequest[] | undefined, now: Date): boolean {
  return (requests ?? []).some(
    ({ at, deliveries }) =>
      now.getTime() - at.getTime() < outcomesComeForMs &&
      deliveries.some(({ status }) => !settled.includes(status)),
  );
}

/** Whether the copy of a campaign that has just begun is still to be queued. */
export function isCopyAwaited(
  requests: readonly DeliveryRequest[] | undefined,
  copySince: Date | null,
  now: Date,
): boolean {
  if (copySince === null || now.getTime() - copySince.getTime() > outcomesComeForMs) return false;
  return !(requests ?? []).some(({ purpose }) => purpose === "copy");
}
