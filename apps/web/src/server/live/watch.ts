import { PackpostError } from "@packpost/core/errors";
import { toTrpcError } from "#web/server/errors.ts";
import { processWide } from "#web/server/process-wide.ts";
import { shutdownSignal } from "#web/server/shutdown.ts";
import { Ticker } from "./ticker.ts";

/** A stream asks for its listener's rights again at least this often. */
const accessRenewalMs = 120_000;

interface WatchOptions {
  /** Milliseconds between two reads while somebody listens. */
  tickMs: number;
  /** Ends this listener (the request's own signal). */
  signal: AbortSignal | undefined;
}

/**
 * What a page should show now, and again whenever it has changed: one read per topic and tick serves all listeners of
 * this process, and none happens while nobody listens. On shutdown it throws, so that clients reconnect.
 *
 * @param topic unique over organisations and callers' rights, e.g. `campaign/{organisationId}/{campaignId}`
 * @param read reads the present state; called in whichever listener's context came first
 * @throws whatever `read` throws
 */
export async function* watch<T>(
  topic: string,
  read: () => Promise<T>,
  options: WatchOptions,
): AsyncGenerator<T> {
  const tickers = processWide("tickers", () => new Map<string, Ticker>());
  const ticker = tickers.get(topic) ?? new Ticker(read, options.tickMs, () => tickers.delete(topic));
  tickers.set(topic, ticker);
  const renew = AbortSignal.timeout(accessRenewalMs);
  const own = options.signal ?? new AbortController().signal;
  try {
    for await (const value of ticker.listen(AbortSignal.any([own, renew, shutdownSignal]))) yield value as T;
  } catch (error) {
    throw toTrpcError(error);
  }
  // Returning would end the client's subscription for good; "unavailable" makes it connect again, with its access checked anew.
  if (!own.aborted) throw toTrpcError(new PackpostError("unavailable", "The live connection is renewed."));
}
