import type { Context } from "@packpost/core/context";
import { singleton } from "#web/server/singleton.ts";
import { hearOfChanges } from "./hear-of-changes.ts";
import { Ticker } from "./ticker.ts";
import { type LiveTopic, nameOfTopic, type Reading, topicKinds } from "./topics.ts";

/** Of one organisation, whatever it listens to: with more topics each is read more rarely. */
const mostReadsPerSecond = 20;

/** What is being read for whoever listens. */
interface Live {
  readonly tickers: Map<string, Ticker<Reading>>;
  /** How many topics of each organisation. */
  readonly topics: Map<string, number>;
}

/**
 * What reads a topic for all listeners of this process that see it with the same eyes.
 * @param ctx of the listener who came first, in which it is read
 */
export function tickerOf(ctx: Context, topic: LiveTopic): Ticker<Reading> {
  const { tickers, topics } = singleton<Live>("live", () => ({ tickers: new Map(), topics: new Map() }));
  const { organisationId } = ctx;
  const name = nameOfTopic(organisationId, topic);
  const { read, tickMs, staysArmed, scopeOf, listen } = topicKinds[topic.kind];
  const key = `${name}/${scopeOf(ctx)}`;
  const known = tickers.get(key);
  if (known !== undefined) return known;
  const count = (by: 1 | -1) => {
    const n = (topics.get(organisationId) ?? 0) + by;
    if (n === 0) topics.delete(organisationId);
    else topics.set(organisationId, n);
  };
  const ticker = new Ticker<Reading>({
    read: () => read(ctx, topic.id),
    textOf: ({ text }) => text,
    paceMs: () => Math.max(tickMs, ((topics.get(organisationId) ?? 0) * 1_000) / mostReadsPerSecond),
    arm: async ({ atRest }, wake) => {
      const changes = hearOfChanges();
      if (listen !== undefined) return listen(organisationId, wake);
      return atRest ? changes.arm(name, wake) : undefined;
    },
    againInMs: ({ againInMs }) => againInMs,
    staysArmed,
    onIdle: () => {
      if (tickers.delete(key)) count(-1);
    },
  });
  tickers.set(key, ticker);
  count(1);
  return ticker;
}
