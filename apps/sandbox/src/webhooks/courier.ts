import type { Occurrence } from "../events/occurrence.ts";
import type { Sandbox } from "../sandbox.ts";
import { post } from "./post.ts";
import { webhookFormat } from "./webhook-format.ts";

/** Of a longer line only the numbers of events are held in memory. */
const MAX_HELD = 10_000;

/** One server's events on their way, first in, first out. */
interface Line {
  queue: (Occurrence | Occurrence["id"])[];
  /** Place of the next one in `queue`: moving the rest at each step would be slow. */
  head: number;
  flying: number;
}

/** Tells webhook receivers what happened: one line per server, bounded in width, retried as its provider does. */
export class Courier {
  readonly #sandbox: Sandbox;
  readonly #lines = new Map<string, Line>();
  /** Doubles of events: what becomes of them changes nothing of the event. */
  readonly #repeats = new WeakSet<Occurrence>();
  /** What became of calls since the timer's last turn, written in one transaction. */
  #results: (() => void)[] = [];

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** How many events wait for their first or next attempt at one server. */
  waiting(token: string): number {
    const line = this.#lines.get(token);
    return line ? line.queue.length - line.head + line.flying : 0;
  }

  /** Takes an event that has just happened; delay, disorder and doubling are knobs. */
  take(event: Occurrence): void {
    if (this.#receiverOf(event) === undefined) {
      this.#sandbox.events.over(event);
      return;
    }
    const knobs = this.#sandbox.faults.knobs(event.token);
    const late = Math.random() < knobs.webhookReorderRate ? 200 + Math.random() * 3000 : 0;
    const delayMs = knobs.webhookDelayMs + late;
    if (delayMs > 0) this.#sandbox.events.postAt(event, Date.now() + delayMs, 0);
    else this.queue(event);
    if (Math.random() < knobs.webhookDuplicateRate) {
      const repeat = { ...event };
      this.#repeats.add(repeat);
      const again = setTimeout(() => this.queue(repeat), knobs.webhookDelayMs + 50 + Math.random() * 2000);
      again.unref();
    }
  }

  /** Puts an event into its server's line. */
  queue(event: Occurrence): void {
    const line = this.#lines.get(event.token);
    if (line) line.queue.push(line.queue.length < MAX_HELD || this.#repeats.has(event) ? event : event.id);
    else this.#lines.set(event.token, { queue: [event], head: 0, flying: 0 });
  }

  /** Lets every line have as many calls in flight as its server allows. */
  deliver(): void {
    for (const token of this.#lines.keys()) this.#pump(token);
  }

  /** Writes what became of the calls that ended. */
  writeBack(): void {
    if (this.#results.length === 0) return;
    const results = this.#results;
    this.#results = [];
    this.#sandbox.database.inTransaction(() => {
      for (const write of results) write();
    });
  }

  #receiverOf(event: Occurrence): string | undefined {
    const isOff = this.#sandbox.faults.knobs(event.token).webhooks === "off";
    return isOff ? undefined : webhookFormat(event).urlOf(this.#sandbox, event);
  }

  #pump(token: string): void {
    const line = this.#lines.get(token);
    const knobs = this.#sandbox.faults.knobs(token);
    while (line && knobs.webhooks !== "hold" && line.flying < knobs.webhookConnections) {
      const next = line.queue[line.head];
      if (next === undefined) {
        line.queue = [];
        line.head = 0;
        return;
      }
      line.head += 1;
      if (line.head > MAX_HELD / 2) {
        line.queue = line.queue.slice(line.head);
        line.head = 0;
      }
      line.flying += 1;
      void this.#call(typeof next === "number" ? this.#sandbox.events.get(next) : next).finally(() => {
        line.flying -= 1;
        this.#pump(token);
      });
    }
  }

  async #call(event: Occurrence | undefined): Promise<void> {
    if (!event) return;
    const { events, faults } = this.#sandbox;
    const url = this.#receiverOf(event);
    if (url === undefined) {
      this.#results.push(() => events.over(event));
      return;
    }
    const { build, againInMs } = webhookFormat(event);
    const failed = event.failures ?? 0;
    const status = await post(url, build(this.#sandbox, event, url));
    if (this.#repeats.has(event)) return;
    const inMs = againInMs(status, failed, faults.knobs(event.token).webhookRetryScale);
    if (inMs === undefined) this.#results.push(() => events.over(event));
    else this.#results.push(() => events.postAt(event, Date.now() + inMs, failed + 1));
  }
}
