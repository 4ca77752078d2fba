import type { Permission } from "@packpost/core/access/permissions";
import { PackpostError } from "@packpost/core/errors";
import type { Staff } from "#web/server/auth/find-staff.ts";
import { toTrpcError } from "#web/server/errors.ts";
import { shutdownSignal } from "#web/server/shutdown.ts";
import { singleton } from "#web/server/singleton.ts";
import { followAccess } from "./access-watch.ts";
import { Ticker } from "./ticker.ts";

interface WatchOptions {
  /** Milliseconds between two reads while somebody listens. */
  tickMs: number;
  /** Ends this listener (the request's own signal). */
  signal: AbortSignal | undefined;
  /** Who listens. */
  staff: Pick<Staff, "sessionId" | "staffMemberId">;
  /** What listening takes: it ends when they lose it. */
  permission: Permission;
}

/**
 * What a page should show now, and again whenever it has changed: one read per topic and tick serves all listeners of
 * this process, and none happens while nobody listens. On shutdown it throws, so that clients reconnect.
 *
 * @param topic unique over organisations and callers' rights, e.g. `campaign/{organisationId}/{campaignId}`
 * @param read reads the present state; called in whichever listener's context came first
 * @throws whatever `read` throws; unauthenticated or forbidden as soon as the listener's rights have gone
 */
export async function* watch<T>(
  topic: string,
  read: () => Promise<T>,
  options: WatchOptions,
): AsyncGenerator<T> {
  const tickers = singleton("tickers", () => new Map<string, Ticker>());
  const ticker = tickers.get(topic) ?? new Ticker(read, options.tickMs, () => tickers.delete(topic));
  tickers.set(topic, ticker);
  const own = options.signal ?? new AbortController().signal;
  const access = followAccess(options.staff, options.permission);
  try {
    const ends = AbortSignal.any([own, access.signal, shutdownSignal]);
    for await (const value of ticker.listen(ends)) yield value as T;
  } catch (error) {
    throw toTrpcError(error);
  } finally {
    access.stop();
  }
  if (access.signal.aborted) throw toTrpcError(access.signal.reason);
  // Returning would end the client's subscription for good; "unavailable" makes it connect again.
  if (!own.aborted) throw toTrpcError(new PackpostError("unavailable", "The live connection is renewed."));
}
