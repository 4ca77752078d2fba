import { setTimeout as sleep } from "node:timers/promises";

/** Shorter than any heartbeat timeout. */
const BEAT_MS = 1_000;

/**
 * Waits for the next slot of a paced stream, telling that it lives.
 * @param waitMs how long
 * @param onBeat called every second
 * @param signal ends the wait early, without an error
 */
export async function waitForTurn(
  waitMs: number,
  onBeat: () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const endAt = performance.now() + waitMs;
  while (!signal?.aborted) {
    const leftMs = endAt - performance.now();
    if (leftMs <= 0) return;
    await sleep(Math.min(leftMs, BEAT_MS), undefined, { signal }).catch(() => undefined);
    onBeat();
  }
}
