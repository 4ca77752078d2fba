import { recipientFilterSchema } from "@packpost/core/campaign/schemas";

/** What the table of recipients asks for, from what stands in the URL; page, browser and file must agree. */
export function recipientsInputOf(campaignId: string, chosen: string | null, search: string | null) {
  // Nonsense in the URL counts as nothing.
  const filter = recipientFilterSchema.catch("all").parse(chosen);
  return { campaignId, filter, search: (search ?? "").trim().slice(0, 200), pageSize: 25 };
}
