import type { RecipientStatus } from "@packpost/core/campaign/buckets";

/** What a state means for a text where that is not what it means for a mail: words, colours and icons are the same. */
export const textMeanings: Partial<Record<RecipientStatus, string>> = {
  sent: "The text provider took it. The person's carrier has not reported yet.",
  delivered: "The person's carrier says that it arrived on the phone.",
  claimed:
    "It is being given to the text provider, which has not answered yet. Until then it counts as waiting.",
  cancelled: "Somebody cancelled the rest of the alert before its turn came.",
};
