import { setTimeout as delay } from "node:timers/promises";
import type { FollowUp } from "@packpost/core/provider-event/follow-up";

/** So long one of a key waits for others after the one before, in milliseconds. */
const PAUSE_MS = 200;

interface Lane {
  waiting: FollowUp[];
  endedAt: number;
  running: Promise<void> | undefined;
}

/**
 * What is to be looked after once events are committed, for several groups of a key together: it costs as much for one group
 * as for ten, and nobody's answer needs it.
 */
export class FollowUps {
  readonly #run: (key: string, input: FollowUp) => Promise<void>;
  readonly #lanes = new Map<string, Lane>();

  /** @param run looks after them; never fails */
  constructor(run: (key: string, input: FollowUp) => Promise<void>) {
    this.#run = run;
  }

  /** Looks after these soon: at once where there was nothing a moment ago. */
  add(key: string, input: FollowUp): void {
    if (input.recipientIds.length === 0) return;
    const lane = this.#lanes.get(key) ?? {
      waiting: [],
      endedAt: Number.NEGATIVE_INFINITY,
      running: undefined,
    };
    this.#lanes.set(key, lane);
    lane.waiting.push(input);
    lane.running ??= this.#drain(key, lane);
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map(({ running }) => running));
  }

  async #drain(key: string, lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      await delay(Math.max(0, lane.endedAt + PAUSE_MS - performance.now()));
      await this.#run(key, merge(lane.waiting.splice(0)));
      lane.endedAt = performance.now();
    }
    lane.running = undefined;
  }
}

function merge(inputs: readonly FollowUp[]): FollowUp {
  const all = (ids: (input: FollowUp) => readonly string[]) => [...new Set(inputs.flatMap(ids))];
  return {
    recipientIds: all(({ recipientIds }) => recipientIds),
    troubledIds: all(({ troubledIds }) => troubledIds),
    spamContentIds: all(({ spamContentIds }) => spamContentIds),
  };
}
