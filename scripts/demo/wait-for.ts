import { setTimeout as delay } from "node:timers/promises";
import { StepFailure } from "../console/step-failure.ts";

const PATIENCE_MS = 60_000;

/**
 * Looks every quarter of a second, for a minute at most.
 * @param what as in "the code in her mail"
 * @returns the first thing that `look` found
 * @throws StepFailure when it finds nothing
 */
export async function waitFor<T>(
  what: string,
  stop: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(250, undefined, { signal: stop });
  }
  throw new StepFailure(
    `${what} did not come`,
    `Not within ${PATIENCE_MS / 1000} s.`,
    "Look into .data/logs.",
  );
}
