import type { LiveTopic } from "#web/server/live/topics.ts";
import type { LiveEvent } from "#web/server/live/watch.ts";
import { keyOf, type LeaderMessage, mostTopics, type Refusal, type Wish } from "./live-message.ts";

/** Tabs that open or go on together cause one stream, not one each. */
const gatherMs = 50;
/** A stream ends with the first right that has gone; opened anew it says so of the topics that took it alone. */
const retryForbiddenMs = 2_000;

interface StreamHandlers {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onConnected: (connected: boolean) => void;
  /** It has ended and does not begin again by itself. */
  readonly onRefused: (refusal: Refusal) => void;
}

/** Opens the one stream. @returns closes it */
export type OpenStream = (topics: readonly LiveTopic[], handlers: StreamHandlers) => () => void;

/**
 * The tab that holds the browser's stream: it follows whatever any tab wants, and tells all of them what comes. A stream
 * begins with the present state of each topic, so nothing is lost when it is opened anew.
 */
export class StreamLeader {
  readonly #open: OpenStream;
  readonly #tell: (message: LeaderMessage) => void;
  readonly #wishes = new Map<string, readonly LiveTopic[]>();
  readonly #latest = new Map<string, LiveEvent>();
  readonly #closed = new AbortController();
  #connected = true;
  #followed = "";
  #closeStream: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: OpenStream, tell: (message: LeaderMessage) => void) {
    this.#open = open;
    this.#tell = tell;
  }

  /** Aborts when it leads no more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /**
   * A tab wants something, or something else than before. What is known already it gets at once.
   * @returns whether this tab was known
   */
  wish({ tab, topics }: Wish): boolean {
    const known = this.#wishes.has(tab);
    this.#wishes.set(tab, topics);
    for (const topic of topics) {
      const event = this.#latest.get(keyOf(topic));
      if (event !== undefined) this.#tell({ kind: "event", event });
    }
    if (!this.#connected) this.#tell({ kind: "connected", connected: false });
    this.#refreshIn(gatherMs);
    return known;
  }

  /** A tab is no longer there. */
  forget(tab: string): void {
    if (this.#wishes.delete(tab)) this.#refreshIn(gatherMs);
  }

  /** The connection may be dead without a sign (T8): opened anew it begins with the present state of everything. */
  reopen(): void {
    if (this.#followed === "") return;
    this.#stop();
    this.#refreshIn(gatherMs);
  }

  close(): void {
    this.#closed.abort();
    clearTimeout(this.#timer);
    this.#stop();
  }

  #refreshIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed.signal.aborted) this.#timer = setTimeout(() => this.#refresh(), ms);
  }

  #refresh(): void {
    const topics = new Map([...this.#wishes.values()].flat().map((topic) => [keyOf(topic), topic]));
    const wanted = [...topics.keys()].toSorted().join(" ");
    if (wanted === this.#followed) return;
    this.#stop();
    for (const key of this.#latest.keys()) if (!topics.has(key)) this.#latest.delete(key);
    if (topics.size === 0) return;
    this.#followed = wanted;
    const list = [...topics.values()];
    this.#closeStream = this.#open(list.slice(0, mostTopics), {
      onEvent: (event) => this.#bring(event),
      onConnected: (connected) => {
        this.#connected = connected;
        this.#tell({ kind: "connected", connected });
      },
      onRefused: (refusal) => {
        this.#stop();
        this.#tell({ kind: "refused", refusal });
        // One role or another has gone: what is still theirs goes on, topic by topic.
        if (refusal.httpStatus === 403) this.#refreshIn(retryForbiddenMs);
        if (refusal.retryAfterSeconds !== undefined) this.#refreshIn(refusal.retryAfterSeconds * 1_000);
      },
    });
    for (const topic of list.slice(mostTopics))
      this.#bring({ topic, error: { code: "rate_limited", message: "Too many pages are kept up." } });
  }

  #bring(event: LiveEvent): void {
    this.#latest.set(keyOf(event.topic), event);
    this.#tell({ kind: "event", event });
  }

  #stop(): void {
    this.#followed = "";
    this.#connected = true;
    this.#closeStream();
    this.#closeStream = () => undefined;
  }
}
