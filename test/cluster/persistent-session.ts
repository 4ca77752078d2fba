import { setTimeout as delay } from "node:timers/promises";
import { StepFailure } from "../../scripts/console/step-failure.ts";
import type { WebSession } from "../../scripts/demo/web-session.ts";

const mostTries = 20;
const pauseMs = 500;

/**
 * A browser that asks again when a connection broke off or no process took it, as ours does. Whatever is asked carries its own id, so that asking
 * twice does it once.
 * @param onAgain told each time
 */
export function persistent(session: WebSession, onAgain: () => void): WebSession {
  const again = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (tries >= mostTries || !isBroken(error)) throw error;
        onAgain();
        await delay(pauseMs);
      }
    }
  };
  return {
    query: (path, input, reply) => again(() => session.query(path, input, reply)),
    mutate: (path, input, reply) => again(() => session.mutate(path, input, reply)),
    request: (path, init) => again(() => session.request(path, init)),
  };
}

/** The connection, a proxy without a process, or a process that says that it cannot now. */
function isBroken(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return error instanceof StepFailure && /^HTTP 50[234]/.test(error.why);
}
