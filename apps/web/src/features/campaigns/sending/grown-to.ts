import type { Progress } from "@packpost/core/campaign/progress/get-progress";

/** To how many a campaign would go that was paused since its audience had grown (C7); null for any other. */
export function grownTo({ status, sendingBeganAt, dueCount }: Progress): number | null {
  return status === "paused" && sendingBeganAt === null ? dueCount : null;
}
