/**
 * Minutes between Postmark's attempts: three standard ones, then six at the slower rung, 72 minutes in all.
 * Only 5xx, 408, 429, redirects and silence are tried again; any other 4xx (403 too) drops the event at once.
 */
const LADDER_MINUTES = [1, 5, 15, 1, 5, 10, 10, 10, 15];

export const RETRIES = LADDER_MINUTES.length;

/** Milliseconds until the next attempt, or undefined when the event is given up. */
export function nextAttemptInMs(failedAttempts: number, scale: number): number | undefined {
  const minutes = LADDER_MINUTES[failedAttempts - 1];
  return minutes === undefined ? undefined : minutes * 60_000 * scale;
}

/** What a receiver's answer means; status 0 = no answer. */
export function judge(status: number): "taken" | "again" | "dropped" {
  if (status === 200) return "taken";
  if (status === 408 || status === 429 || status < 400 || status >= 500) return "again";
  return "dropped";
}
