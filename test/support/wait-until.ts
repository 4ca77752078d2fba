import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks again and again until the answer is truthy.
 * @param what for the failure's message
 * @param ask may throw on the way: the last failure is told when the time is up
 * @param limitMs after so long the test fails
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  limitMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (let last: unknown; ; ) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms for: ${what}`, { cause: last });
    await delay(50);
  }
}
