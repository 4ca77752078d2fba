import { PackpostError } from "@packpost/core/errors";
import { isUnavailable } from "./is-unavailable.ts";

interface Waiting<E> {
  readonly event: E;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What waits of one key, and whether a group of it is gathering or being written. */
interface Lane<E> {
  waiting: Waiting<E>[];
  events: number;
  busy: boolean;
}

export interface EventQueueOptions<E> {
  /** Commits a group; called for one group of a key at a time. */
  readonly write: (key: string, events: readonly E[]) => Promise<void>;
  /** Groups being written at one time. */
  readonly writers?: number;
  /** Most events of one transaction. */
  readonly groupSize?: number;
  /** How long the first event waits for others, in milliseconds. */
  readonly gatherMs?: number;
  /** Most events in hand, of all and of one key, and their bytes. */
  readonly most?: number;
  readonly mostOfOne?: number;
  readonly mostBytes?: number;
}

const defaults = {
  writers: 4,
  groupSize: 500,
  gatherMs: 5,
  most: 20_000,
  mostOfOne: 10_000,
  mostBytes: 128 * 1024 * 1024,
};

/**
 * Commits events in groups (ARCHITECTURE.md "Provider events"): what arrives within a few milliseconds, or while the group
 * before is being written, becomes one transaction of its organisation. Organisations take turns at the writers, and none
 * can fill the whole queue. A group that fails is halved until the bad event stands alone: nobody else's is spoiled.
 */
export class EventQueue<E> {
  readonly #options: Required<EventQueueOptions<E>>;
  readonly #lanes = new Map<string, Lane<E>>();
  /** Keys with a group to write, in the order of their turns. */
  readonly #turns: string[] = [];
  #writing = 0;
  #events = 0;
  #bytes = 0;

  constructor(options: EventQueueOptions<E>) {
    this.#options = { ...defaults, ...options };
  }

  /**
   * Resolves when the event is committed.
   * @param key what is written together: the organisation
   * @param bytes what it takes of our memory
   * @throws PackpostError `unavailable` when too much waits already
   */
  add(key: string, event: E, bytes: number): Promise<void> {
    const { most, mostBytes, mostOfOne } = this.#options;
    const lane = this.#lanes.get(key) ?? { waiting: [], events: 0, busy: false };
    if (this.#events >= most || this.#bytes + bytes > mostBytes || lane.events >= mostOfOne) return refuse();
    this.#lanes.set(key, lane);
    this.#count(lane, 1, bytes);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ event, bytes, resolve, reject });
      if (lane.busy) return;
      lane.busy = true;
      this.#gather(key);
    });
  }

  /** Whoever was just answered sends the next one: a group of three times as many costs little more than one. */
  #gather(key: string): void {
    setTimeout(() => {
      this.#turns.push(key);
      this.#writeNext();
    }, this.#options.gatherMs);
  }

  #writeNext(): void {
    while (this.#writing < this.#options.writers) {
      const key = this.#turns.shift();
      const lane = key === undefined ? undefined : this.#lanes.get(key);
      if (key === undefined || lane === undefined) return;
      this.#writing += 1;
      const group = lane.waiting.splice(0, this.#options.groupSize);
      void this.#commit(key, lane, group).then(() => {
        this.#writing -= 1;
        if (lane.waiting.length >= this.#options.groupSize) this.#turns.push(key);
        else if (lane.waiting.length > 0) this.#gather(key);
        else {
          lane.busy = false;
          this.#lanes.delete(key);
        }
        this.#writeNext();
      });
    }
  }

  /** Never fails: each event of the group learns what became of it. */
  async #commit(key: string, lane: Lane<E>, group: readonly Waiting<E>[]): Promise<void> {
    try {
      await this.#options.write(
        key,
        group.map(({ event }) => event),
      );
      for (const one of group) this.#settle(lane, one, one.resolve);
    } catch (error) {
      // A database that is away will not take half of them either.
      if (group.length === 1 || isUnavailable(error)) {
        for (const one of group) this.#settle(lane, one, () => one.reject(error));
        return;
      }
      const middle = Math.ceil(group.length / 2);
      await this.#commit(key, lane, group.slice(0, middle));
      await this.#commit(key, lane, group.slice(middle));
    }
  }

  #settle(lane: Lane<E>, one: Waiting<E>, tell: () => void): void {
    this.#count(lane, -1, -one.bytes);
    tell();
  }

  #count(lane: Lane<E>, events: number, bytes: number): void {
    lane.events += events;
    this.#events += events;
    this.#bytes += bytes;
  }
}

function refuse(): Promise<never> {
  return Promise.reject(
    new PackpostError("unavailable", "More events have come than can be written.", {
      nextStep: "Send it again.",
      retryAfterSeconds: 5,
    }),
  );
}
