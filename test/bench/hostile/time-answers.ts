import { setTimeout as delay } from "node:timers/promises";

export type Times = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  readonly asked: number;
};

/**
 * Asks again and again, one at a time, until told to stop.
 * @param everyMs pause between two questions, in milliseconds
 */
export async function timeAnswers(
  ask: () => Promise<void>,
  everyMs: number,
  signal: AbortSignal,
): Promise<Times> {
  const times: number[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
    await delay(everyMs);
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (part: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN);
  return { p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1), asked: sorted.length };
}
