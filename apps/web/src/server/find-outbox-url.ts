import { env } from "#web/env.ts";

/** Where the simulator shows what it took; undefined with real providers. */
export function findOutboxUrl(): string | undefined {
  return env.SANDBOX_URL === undefined ? undefined : new URL("/outbox", env.SANDBOX_URL).href;
}
