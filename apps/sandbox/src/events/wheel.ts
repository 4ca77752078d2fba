const TICK_MS = 25;

/** Timers by the million: numbers in buckets of 25 ms, one interval for all of them. */
export class Wheel {
  readonly #buckets = new Map<number, number[]>();
  readonly #onDue: (codes: number[]) => void;
  #next = Math.floor(Date.now() / TICK_MS);
  #timer: NodeJS.Timeout | undefined;

  constructor(onDue: (codes: number[]) => void) {
    this.#onDue = onDue;
  }

  start(): void {
    this.#timer = setInterval(() => this.#turn(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  add(dueMs: number, code: number): void {
    const bucket = Math.max(this.#next, Math.ceil(dueMs / TICK_MS));
    const codes = this.#buckets.get(bucket);
    if (codes) codes.push(code);
    else this.#buckets.set(bucket, [code]);
  }

  #turn(): void {
    const now = Math.floor(Date.now() / TICK_MS);
    while (this.#next <= now) {
      const codes = this.#buckets.get(this.#next);
      this.#buckets.delete(this.#next);
      this.#next += 1;
      if (codes) this.#onDue(codes);
    }
  }
}
