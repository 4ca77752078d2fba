import type { Permission } from "@packpost/core/access/permissions";
import { PackpostError } from "@packpost/core/errors";
import type { Staff } from "#web/server/auth/find-staff.ts";
import { toTrpcError } from "#web/server/errors.ts";
import { shutdownSignal } from "#web/server/shutdown.ts";
import { singleton } from "#web/server/singleton.ts";
import { followAccess } from "./access-watch.ts";
import { listenerPlaces } from "./listener-places.ts";
import { Ticker } from "./ticker.ts";

/** Of one organisation, whatever it listens to: with more topics each is read more rarely. */
const mostReadsPerSecond = 20;

/** What is being read for whoever listens. */
interface Live {
  readonly tickers: Map<string, Ticker>;
  /** How many topics of each organisation. */
  readonly topics: Map<string, number>;
}

interface WatchOptions {
  /** Milliseconds between two reads while somebody listens, when the organisation has few topics. */
  tickMs: number;
  /** Ends this listener (the request's own signal). */
  signal: AbortSignal | undefined;
  /** Who listens. */
  staff: Pick<Staff, "sessionId" | "staffMemberId" | "organisationId">;
  /** What listening takes: it ends when they lose it. */
  permission: Permission;
}

/**
 * What a page should show now, and again whenever it has changed: one read per topic and tick serves all listeners of
 * this process, and none happens while nobody listens. On shutdown it throws, so that clients reconnect.
 *
 * @param topic unique over organisations and callers' rights, e.g. `campaign/{organisationId}/{campaignId}`
 * @param read reads the present state; called in whichever listener's context came first
 * @throws whatever `read` throws; unauthenticated or forbidden as soon as the listener's rights have gone; rate_limited for
 *   whoever listens too often already
 */
export async function* watch<T>(
  topic: string,
  read: () => Promise<T>,
  options: WatchOptions,
): AsyncGenerator<T> {
  const giveBack = await listenerPlaces.take(options.staff).catch((error: unknown) => {
    throw toTrpcError(error);
  });
  const own = options.signal ?? new AbortController().signal;
  const access = followAccess(options.staff, options.permission);
  try {
    const ticker = tickerOf(topic, read, options);
    const ends = AbortSignal.any([own, access.signal, shutdownSignal]);
    for await (const value of ticker.listen(ends)) yield value as T;
  } catch (error) {
    throw toTrpcError(error);
  } finally {
    access.stop();
    giveBack();
  }
  if (access.signal.aborted) throw toTrpcError(access.signal.reason);
  // Returning would end the client's subscription for good; "unavailable" makes it connect again.
  if (!own.aborted) throw toTrpcError(new PackpostError("unavailable", "The live connection is renewed."));
}

function tickerOf(topic: string, read: () => Promise<unknown>, { staff, tickMs }: WatchOptions): Ticker {
  const { tickers, topics } = singleton<Live>("live", () => ({ tickers: new Map(), topics: new Map() }));
  const known = tickers.get(topic);
  if (known !== undefined) return known;
  const { organisationId } = staff;
  const count = (by: 1 | -1) => {
    const n = (topics.get(organisationId) ?? 0) + by;
    if (n === 0) topics.delete(organisationId);
    else topics.set(organisationId, n);
  };
  const paceMs = () => Math.max(tickMs, ((topics.get(organisationId) ?? 0) * 1_000) / mostReadsPerSecond);
  const ticker = new Ticker(read, paceMs, () => {
    if (tickers.delete(topic)) count(-1);
  });
  tickers.set(topic, ticker);
  count(1);
  return ticker;
}
