import type { CampaignOutcome } from "./await-outcome.ts";

/**
 * One line that adds up: "475 people = 412 sent (398 delivered, 9 bounced, 5 not yet reported) + 63 skipped".
 * Empty buckets are left out.
 */
export function describeOutcome({ audience, buckets, counts, facts }: CampaignOutcome): string {
  const reports = [
    [facts.delivered, "delivered"],
    [buckets.sent - facts.delivered - counts.sent, "bounced"],
    [counts.sent, "not yet reported"],
  ] as const;
  const inside = reports.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const parts = [
    `${buckets.sent} sent${inside.length > 0 ? ` (${inside.join(", ")})` : ""}`,
    ...(["skipped", "failed", "cancelled", "unconfirmed", "waiting"] as const)
      .filter((bucket) => buckets[bucket] > 0)
      .map((bucket) => `${buckets[bucket]} ${bucket}`),
  ];
  return `${audience} people = ${parts.join(" + ")}`;
}
