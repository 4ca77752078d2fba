import type { Context } from "@packpost/core/context";
import { singleton } from "#web/server/singleton.ts";
import { hearOfChanges } from "./hear-of-changes.ts";
import { Ticker } from "./ticker.ts";
import { type LiveTopic, type LiveValue, nameOfTopic, topicKinds } from "./topics.ts";

/** Of one organisation, whatever it listens to: with more topics each is read more rarely. */
const mostReadsPerSecond = 20;

/** What is being read for whoever listens. */
interface Live {
  readonly tickers: Map<string, Ticker<LiveValue>>;
  /** How many topics of each organisation. */
  readonly topics: Map<string, number>;
}

/**
 * What reads a topic for all listeners of this process.
 * @param ctx of the listener who came first, in which it is read
 */
export function tickerOf(ctx: Context, topic: LiveTopic): Ticker<LiveValue> {
  const { tickers, topics } = singleton<Live>("live", () => ({ tickers: new Map(), topics: new Map() }));
  const { organisationId } = ctx;
  const name = nameOfTopic(organisationId, topic);
  const known = tickers.get(name);
  if (known !== undefined) return known;
  const count = (by: 1 | -1) => {
    const n = (topics.get(organisationId) ?? 0) + by;
    if (n === 0) topics.delete(organisationId);
    else topics.set(organisationId, n);
  };
  const { read, textOf, tickMs, atRest } = topicKinds[topic.kind];
  const ticker = new Ticker<LiveValue>({
    read: () => read(ctx, topic.id),
    textOf,
    paceMs: () => Math.max(tickMs, ((topics.get(organisationId) ?? 0) * 1_000) / mostReadsPerSecond),
    arm: async (value, wake) => (atRest(value) ? hearOfChanges().arm(name, wake) : undefined),
    onIdle: () => {
      if (tickers.delete(name)) count(-1);
    },
  });
  tickers.set(name, ticker);
  count(1);
  return ticker;
}
