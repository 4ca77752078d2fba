import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/row.ts";
import { delayOf, type EventKind, planEvents } from "../outcomes/plan-events.ts";
import type { ActBook } from "./act-book.ts";
import { actCode, decode, plannedCode } from "./event-code.ts";
import { isOpen, type Occurrence } from "./occurrence.ts";

/** Turns event codes into events, and messages into what has happened to them. Computes; stores nothing. */
export class Timeline {
  readonly #ledger: Ledger;
  readonly #acts: ActBook;

  constructor(ledger: Ledger, acts: ActBook) {
    this.#ledger = ledger;
    this.#acts = acts;
  }

  /** The event behind a code, or undefined for a code of nothing. */
  resolve(code: number): Occurrence | undefined {
    const decoded = decode(code);
    if ("act" in decoded) return this.#act(decoded.act);
    return this.#planned(this.#ledger.row(decoded.seq))[decoded.place];
  }

  /** Kind and server of a planned event from memory alone; undefined for acts. */
  peek(code: number): { kind: EventKind; token: string } | undefined {
    const decoded = decode(code);
    if ("act" in decoded) return undefined;
    const { seq, place } = decoded;
    const planned = planEvents(this.#ledger.outcome(seq), seq, this.#ledger.linkCount(seq))[place];
    return planned && { kind: planned.kind, token: this.#ledger.tokenOf(seq) };
  }

  /** What has happened to a message up to now, in order. */
  of(row: LedgerRow, nowMs = Date.now()): Occurrence[] {
    const acts = this.#acts.of(row.seq).map((act) => this.#act(act));
    const all = [...this.#planned(row), ...acts.filter((act) => act !== undefined)];
    return all.filter((event) => event.atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
  }

  /** Whether an open is the first one of its message. */
  isFirstOpen(event: Occurrence): boolean {
    if (!event.row) return false;
    return this.of(event.row, event.atMs).find((other) => isOpen(other.kind))?.code === event.code;
  }

  #planned(row: LedgerRow): Occurrence[] {
    return planEvents(row.outcome, row.seq, row.links?.length ?? 0).map((planned, place) => {
      const link = planned.link === undefined ? undefined : row.links?.[planned.link];
      return {
        code: plannedCode(row.seq, place),
        kind: planned.kind,
        atMs: row.at + delayOf(planned, row.speed ?? 1),
        token: row.token,
        stream: row.stream,
        address: row.who,
        row,
        ...(link === undefined ? {} : { link }),
      };
    });
  }

  #act(number: number): Occurrence | undefined {
    const act = this.#acts.get(number);
    if (!act) return undefined;
    const { kind, token, stream, address } = act;
    return {
      code: actCode(number),
      kind,
      atMs: act.at,
      token,
      stream,
      address,
      ...(act.seq === undefined ? {} : { row: this.#ledger.row(act.seq) }),
      ...(act.link === undefined ? {} : { link: act.link }),
    };
  }
}
