import type { LiveTopic } from "#web/server/live/topics.ts";
import type { LiveEvent } from "#web/server/live/watch.ts";
import { keyOf, type LeaderNews, type Refusal } from "./live-message.ts";
import { TakingPart, type TakingPartOptions } from "./taking-part.ts";

/** Whoever goes from page to page comes back within that: their tab keeps its part. */
const lingerMs = 1_000;

interface Handlers {
  /** False while the connection is being made anew, when what is shown may be old. */
  readonly onConnected: (connected: boolean) => void;
  /** It has ended; for a while if it says when it is tried again. */
  readonly onRefused: (refusal: Refusal) => void;
}

/** What a component is told of its topic. */
export interface LiveFollower extends Handlers {
  readonly onEvent: (event: LiveEvent) => void;
}

/**
 * The one live stream of a browser, as one of its tabs takes part in it: HTTP/1.1 gives six connections an origin, and
 * people have ten tabs. One of the tabs holds it and tells the others; when that one goes, the next opens it anew.
 */
export class BrowserStream {
  readonly #options: TakingPartOptions & Handlers;
  readonly #followers = new Map<string, { topic: LiveTopic; who: Set<LiveFollower> }>();
  #part: TakingPart | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  /** @param options also what every tab does with a lost connection and a refusal, whoever holds the stream */
  constructor(options: TakingPartOptions & Handlers) {
    this.#options = options;
  }

  /** Keeps a component up with a topic. @returns ends it */
  follow(topic: LiveTopic, follower: LiveFollower): () => void {
    const key = keyOf(topic);
    const followed = this.#followers.get(key) ?? { topic, who: new Set() };
    this.#followers.set(key, followed);
    followed.who.add(follower);
    this.again();
    return () => {
      followed.who.delete(follower);
      if (followed.who.size === 0) this.#followers.delete(key);
      this.again();
    };
  }

  /** Says what this tab wants, also after a refusal whose reason has gone. */
  again(): void {
    clearTimeout(this.#leaving);
    if (this.#followers.size > 0)
      this.#part ??= new TakingPart(this.#options, (message) => this.#hear(message));
    else this.#leaving = setTimeout(() => this.leave(), lingerMs);
    this.#part?.wish([...this.#followers.values()].map(({ topic }) => topic));
  }

  /** This tab is being looked at: it holds the stream itself, since the clocks of hidden ones may stand still. */
  takeOver(): void {
    this.#part?.takeOver();
  }

  /** The network is back, or the machine woke: if this tab holds the stream, it does so anew (T8). */
  reopen(): void {
    this.#part?.reopen();
  }

  /** The tab is closed or put away. */
  leave(): void {
    clearTimeout(this.#leaving);
    this.#part?.end();
    this.#part = undefined;
  }

  #hear(message: LeaderNews): void {
    if (message.kind === "event") {
      for (const { onEvent } of this.#followers.get(keyOf(message.event.topic))?.who ?? [])
        onEvent(message.event);
      return;
    }
    const everybody = [this.#options, ...[...this.#followers.values()].flatMap(({ who }) => [...who])];
    for (const { onConnected, onRefused } of everybody) {
      if (message.kind === "connected") onConnected(message.connected);
      else onRefused(message.refusal);
    }
  }
}
