import { findWord, recipientFilters } from "@packpost/core/campaign/words";

/** What the table of recipients asks for, from what stands in the URL; page, browser and file must agree. */
export function recipientsInputOf(campaignId: string, chosen: string | null, search: string | null) {
  // Nonsense in the URL counts as nothing.
  const filter = findWord(recipientFilters, chosen) ?? "all";
  return { campaignId, filter, search: (search ?? "").trim().slice(0, 200), pageSize: 25 };
}
