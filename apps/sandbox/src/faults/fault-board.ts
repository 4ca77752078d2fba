import type { Env } from "../env.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import { type FaultsPatch, type Knobs, type KnobsPatch, knobsSchema, type NextFault } from "./knobs.ts";

const partialKnobs = knobsSchema.partial();
type SomeKnobs = ReturnType<typeof partialKnobs.parse>;

/** What is asked for, and of whom. */
export type Asked = Pick<NextFault, "endpoint"> & { channel: "email" | "sms" };

/** The state of all knobs: defaults, then the global ones, then those of one server. Forgotten at exit. */
export class FaultBoard {
  readonly #defaults: Knobs;
  #global: SomeKnobs = {};
  #byToken = new Map<string, SomeKnobs>();
  readonly #effective = new Map<string, Knobs>();
  readonly #outcomes = new Map<string, Map<string, Outcome>>();

  constructor(env: Env) {
    this.#defaults = {
      latencyMs: 0,
      rate429: 0,
      retryAfterSeconds: 1,
      rate5xxBefore: 0,
      rate5xxAfter: 0,
      rateResetBefore: 0,
      rateResetAfter: 0,
      rateHangBefore: 0,
      rateHangAfter: 0,
      hangMs: 60_000,
      next: [],
      outcomes: {},
      webhooks: "on",
      webhookDelayMs: 0,
      webhookDuplicateRate: 0,
      webhookReorderRate: 0,
      webhookRetryScale: env.WEBHOOK_RETRY_SCALE,
      webhookConnections: env.WEBHOOK_CONNECTIONS,
      searchLagMs: env.SEARCH_LAG_MS,
      searchDown: false,
      searchShare: 1,
      domains: {},
      textPartsPerSecond: 1,
      textQueueParts: 36_000,
      mediaEarly404: 2,
      speed: env.SPEED,
    };
  }

  /** The knobs as they hold for one server. */
  knobs(token: string): Knobs {
    const known = this.#effective.get(token);
    if (known) return known;
    const own = this.#byToken.get(token);
    const outcomes = { ...this.#global.outcomes, ...own?.outcomes };
    const knobs = knobsSchema.parse({ ...this.#defaults, ...this.#global, ...own, next: [], outcomes });
    this.#effective.set(token, knobs);
    this.#outcomes.set(token, new Map(Object.entries(knobs.outcomes)));
    return knobs;
  }

  /** The forced outcomes for one server, by address, `@domain` or local part. */
  outcomes(token: string): ReadonlyMap<string, Outcome> {
    this.knobs(token);
    return this.#outcomes.get(token) ?? new Map();
  }

  /** Takes the next armed fault for a request of this kind, counting it down; a server's own come first. */
  takeNext(token: string, { endpoint, channel }: Asked): NextFault | undefined {
    for (const list of [this.#byToken.get(token)?.next, this.#global.next]) {
      for (const fault of list ?? []) {
        if (fault.endpoint !== endpoint || fault.times === 0) continue;
        if (fault.channel !== undefined && fault.channel !== channel) continue;
        if (fault.skip > 0) {
          fault.skip -= 1;
          continue;
        }
        fault.times -= 1;
        return fault;
      }
    }
    return undefined;
  }

  /** What is set for one server alone; spent faults left out. */
  own(token: string): SomeKnobs {
    const own = this.#byToken.get(token) ?? {};
    return { ...own, next: own.next?.filter(({ times }) => times > 0) };
  }

  merge({ tokens, ...global }: FaultsPatch): void {
    this.#global = merged(this.#global, global);
    for (const [token, patch] of Object.entries(tokens ?? {})) {
      if (patch === null) this.#byToken.delete(token);
      else this.#byToken.set(token, merged(this.#byToken.get(token) ?? {}, patch));
    }
    this.#changed();
  }

  reset(): void {
    this.#global = {};
    this.#byToken = new Map();
    this.#changed();
  }

  /** What `GET /_faults` answers; the counters of `next` are what is left of them. */
  show(): unknown {
    const left = (knobs: SomeKnobs) => ({ ...knobs, next: knobs.next?.filter((fault) => fault.times > 0) });
    const tokens = [...this.#byToken].map(([token, knobs]) => [token, left(knobs)]);
    return { ...this.#defaults, ...left(this.#global), tokens: Object.fromEntries(tokens) };
  }

  #changed(): void {
    this.#effective.clear();
    this.#outcomes.clear();
  }
}

function merged(old: SomeKnobs, patch: KnobsPatch): SomeKnobs {
  const outcomes = patch.outcomes === null ? {} : withoutNulls({ ...old.outcomes, ...patch.outcomes });
  // Spent faults would not pass the schema again.
  const next = patch.next === undefined ? old.next?.filter((fault) => fault.times > 0) : patch.next;
  return partialKnobs.parse(withoutNulls({ ...old, ...patch, outcomes, next }));
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}
