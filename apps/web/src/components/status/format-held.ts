/** `1 campaign`, `2 campaigns`. */
export function formatCampaigns(n: number): string {
  return n === 1 ? "1 campaign" : `${n} campaigns`;
}
