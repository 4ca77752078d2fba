import type { RecipientStatus } from "@packpost/core/campaign/buckets";
import type { DeliveryRequest } from "@packpost/core/delivery/list-deliveries";
import { recipientStates } from "#web/components/status/state-vocabulary.ts";

/** As long as that, in milliseconds, the page asks again for what becomes of a delivery in this state; in others, not at all. */
const movesForMs: Partial<Record<RecipientStatus, number>> = {
  // A preview is tried for a quarter of an hour.
  waiting: 16 * 60_000,
  claimed: 16 * 60_000,
  sent: 5 * 60_000,
  unconfirmed: 5 * 60_000,
};

/** As long as that it asks for the copy of a campaign that has begun. */
const copyComesForMs = 5 * 60_000;

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
  return (requests ?? []).some(({ at, deliveries }) =>
    deliveries.some(({ status }) => now.getTime() - at.getTime() < (movesForMs[status] ?? 0)),
  );
}

/** Whether the copy of a campaign that has just begun is still to be queued. */
export function isCopyAwaited(
  requests: readonly DeliveryRequest[] | undefined,
  copySince: Date | null,
  now: Date,
): boolean {
  if (copySince === null || now.getTime() - copySince.getTime() > copyComesForMs) return false;
  return !(requests ?? []).some(({ purpose }) => purpose === "copy");
}
