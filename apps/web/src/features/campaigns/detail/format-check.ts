import type { CampaignCheck } from "@packpost/core/campaign/draft/check-campaign";
import { formatCount } from "#web/components/form/format-number.ts";

const bucketWords = [
  ["sent", "Sent"],
  ["waiting", "Waiting"],
  ["failed", "Failed or dropped"],
  ["skipped", "Skipped, with reasons"],
  ["cancelled", "Cancelled"],
  ["unconfirmed", "Unconfirmed"],
] as const;

/** The sum of the buckets, line by line, and what it must be. */
export function formatSums({
  audience,
  buckets,
}: CampaignCheck): { label: string; value: string; total: boolean }[] {
  return [
    ...bucketWords.map(([bucket, label]) => ({ label, value: formatCount(buckets[bucket]), total: false })),
    { label: "People of this campaign", value: formatCount(audience), total: true },
  ];
}

/** What support needs: ids and counts, nobody's name or address. Also where everything adds up. */
export function formatReport(
  campaignId: string,
  { broken, checkedAt, audience, buckets }: CampaignCheck,
): string {
  const sums = bucketWords.map(([bucket]) => `${buckets[bucket]} ${bucket}`).join(", ");
  return [
    `Campaign ${campaignId}`,
    `${audience} people: ${sums}`,
    `Checked ${checkedAt.toISOString()}: ${broken.length === 0 ? "everything adds up" : "something does not"}`,
    ...broken.map(({ invariant, count, ids }) => `Broken for ${count}: ${invariant}\n  ${ids.join("\n  ")}`),
  ].join("\n");
}
