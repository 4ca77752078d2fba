/** Why an address or domain is not written to. No imports: pages use it too. */
export const suppressionReasons = ["hard_bounce", "complaint", "by_hand"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];
