import type { Progress } from "@packpost/core/campaign/get-progress";
import { type RecipientFilter, recipientFilters } from "@packpost/core/campaign/words";
import { recipientStates } from "#web/components/state-vocabulary.ts";

/** How many people each filter shows. */
export function countOfFilter(
  { counts, facts, buckets, audience }: Progress,
  filter: RecipientFilter,
): number {
  switch (filter) {
    case "all":
      return audience;
    case "delivered":
    case "opened":
    case "clicked":
    case "unsubscribed":
      return facts[filter];
    case "spam_complaint":
      return facts.complained;
    case "sent":
    case "bounced":
      return counts[filter];
    case "waiting":
    case "failed":
    case "skipped":
    case "cancelled":
    case "unconfirmed":
      return buckets[filter];
  }
}

/** The chips that have people, and the chosen one. */
export function chipsOf(progress: Progress, chosen: RecipientFilter) {
  return recipientFilters
    .filter((filter) => filter !== "all")
    .map((value) => ({ value, label: wordOf(value), count: countOfFilter(progress, value) }))
    .filter(({ value, count }) => count > 0 || value === chosen);
}

function wordOf(filter: Exclude<RecipientFilter, "all">): string {
  if (filter === "sent") return "Sent, no answer yet";
  if (filter === "failed") return "Failed or dropped";
  return recipientStates[filter].word;
}
