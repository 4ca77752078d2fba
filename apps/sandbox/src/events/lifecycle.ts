import { Column } from "../ledger/column.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { delayOf, planEvents } from "../outcomes/plan-events.ts";
import type { Act } from "./act.ts";
import type { ActBook } from "./act-book.ts";
import type { DoneLog } from "./done-log.ts";
import { actCode, decode, plannedCode } from "./event-code.ts";
import { Wheel } from "./wheel.ts";

interface Parts {
  ledger: Ledger;
  acts: ActBook;
  done: DoneLog;
}

/**
 * Lets what is planned happen at its time, and remembers what is over, so that after a restart exactly
 * the rest happens.
 */
export class Lifecycle {
  readonly #parts: Parts;
  readonly #wheel: Wheel;
  /** One bit per planned event of a message that is over. */
  readonly #mask = new Column((size) => new Uint32Array(size));
  readonly #doneActs = new Set<number>();

  constructor(parts: Parts, occur: (code: number) => void) {
    this.#parts = parts;
    this.#wheel = new Wheel((codes) => {
      for (const code of codes) occur(code);
      parts.done.flush();
    });
    for (const code of parts.done.read()) this.#mark(code);
  }

  /** Schedules all that has not happened yet and starts the clock. */
  start(): void {
    for (let seq = 0; seq < this.#parts.ledger.count; seq++) this.#schedule(seq);
    for (let act = 0; act < this.#parts.acts.count; act++) {
      if (!this.#doneActs.has(act)) this.#wheel.add(this.#parts.acts.get(act)?.at ?? 0, actCode(act));
    }
    this.#wheel.start();
  }

  stop(): void {
    this.#wheel.stop();
    this.#parts.done.flush();
  }

  /** Schedules the lives of newly accepted messages. */
  accepted(firstSeq: number, count: number): void {
    for (let seq = firstSeq; seq < firstSeq + count; seq++) this.#schedule(seq);
  }

  /** Writes an act and lets it happen at its time. */
  act(act: Act): void {
    this.#wheel.add(act.at, actCode(this.#parts.acts.add(act)));
  }

  /** An event is over: posted, given up, or nobody wanted to know. */
  finish(code: number): void {
    if (this.isDone(code)) return;
    this.#mark(code);
    this.#parts.done.add(code);
  }

  isDone(code: number): boolean {
    const decoded = decode(code);
    if ("act" in decoded) return this.#doneActs.has(decoded.act);
    return (this.#mask.get(decoded.seq) & (1 << decoded.place)) !== 0;
  }

  #mark(code: number): void {
    const decoded = decode(code);
    if ("act" in decoded) this.#doneActs.add(decoded.act);
    else this.#mask.set(decoded.seq, this.#mask.get(decoded.seq) | (1 << decoded.place));
  }

  #schedule(seq: number): void {
    const { ledger } = this.#parts;
    const plan = planEvents(ledger.outcome(seq), seq, ledger.linkCount(seq));
    for (const [place, planned] of plan.entries()) {
      const code = plannedCode(seq, place);
      if (!this.isDone(code))
        this.#wheel.add(ledger.acceptedAt(seq) + delayOf(planned, ledger.speed(seq)), code);
    }
  }
}
