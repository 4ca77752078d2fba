type Reading<T> = { ok: true; value: T; text: string } | { ok: false; error: unknown };

/** While the next change is announced it is read this rarely, should the announcement be lost. */
const netMs = 10_000;

interface TickerOptions<T> {
  readonly read: () => Promise<T>;
  /** What counts of it: two readings with the same text are no change. */
  readonly textOf: (value: T) => string;
  /** Milliseconds until the next read while it changes, or while nothing would announce a change. */
  readonly paceMs: () => number;
  /**
   * Has the next change announced, by a call of `wake`; asked once it has not changed for a tick.
   * @param wake also called, with true, when nothing is announced any more
   * @returns takes it back; undefined when it would not be announced
   */
  readonly arm: (value: T, wake: (lost?: boolean) => unknown) => Promise<(() => void) | undefined>;
  /** Changes are announced from the beginning, and while it changes too: it is read at once each time, and on no tick. */
  readonly staysArmed?: boolean;
  /** Milliseconds until it is read again although nothing was announced; undefined = as the net has it. */
  readonly againInMs?: (value: T) => number | undefined;
  readonly onIdle: () => void;
}

/**
 * Reads one thing for any number of listeners: on a tick while it changes, and else as soon as a change is announced. It
 * starts with the first listener and stops with the last.
 */
export class Ticker<T> {
  readonly #options: TickerOptions<T>;
  readonly #listeners = new Set<() => void>();
  #woken = false;
  #endSleep: () => void = () => undefined;
  #version = 0;
  #latest: Reading<T> | undefined;

  constructor(options: TickerOptions<T>) {
    this.#options = options;
  }

  /**
   * The present value at once, then each change. A slow listener skips to the newest.
   *
   * @param signal ends the listener
   */
  async *listen(signal: AbortSignal): AsyncGenerator<T> {
    let seen = 0;
    let notify: () => void = () => undefined;
    const wake = () => notify();
    signal.addEventListener("abort", wake);
    this.#listeners.add(wake);
    if (this.#listeners.size === 1) void this.#run();
    try {
      while (!signal.aborted) {
        if (this.#version === seen) {
          const woken = Promise.withResolvers<void>();
          notify = woken.resolve;
          await woken.promise;
          continue;
        }
        seen = this.#version;
        if (this.#latest?.ok === false) throw this.#latest.error;
        if (this.#latest?.ok) yield this.#latest.value;
      }
    } finally {
      signal.removeEventListener("abort", wake);
      this.#listeners.delete(wake);
      if (this.#listeners.size === 0) this.#stop();
    }
  }

  async #run(): Promise<void> {
    const { paceMs, arm, staysArmed = false } = this.#options;
    let disarm: (() => void) | undefined;
    let times = 0;
    const takeBack = () => {
      disarm?.();
      disarm = undefined;
      times += 1;
    };
    let calm = false;
    while (this.#listeners.size > 0) {
      const changed = await this.#read();
      if ((staysArmed || (!changed && calm)) && !disarm && this.#latest?.ok) {
        const time = times;
        disarm = await arm(this.#latest.value, (lost = false) => {
          if (time !== times) return;
          if (lost) takeBack();
          this.#wakeUp();
        });
        // What was committed in between was announced to nobody: it is read once more.
        if (disarm) continue;
      }
      // While it moves it is read on a tick, and no change needs to be announced.
      if (changed && !staysArmed) takeBack();
      calm = await this.#sleep(disarm ? this.#netMs() : paceMs());
      if (!calm && !staysArmed) takeBack();
    }
    takeBack();
  }

  #netMs(): number {
    const again = this.#latest?.ok ? this.#options.againInMs?.(this.#latest.value) : undefined;
    return Math.min(netMs, again ?? netMs);
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#endSleep();
  }

  /** @returns whether it was not woken, before or meanwhile */
  async #sleep(ms: number): Promise<boolean> {
    const slept = Promise.withResolvers<void>();
    const timer = setTimeout(slept.resolve, ms);
    this.#endSleep = slept.resolve;
    if (!this.#woken && this.#listeners.size > 0) await slept.promise;
    clearTimeout(timer);
    const calm = !this.#woken;
    this.#woken = false;
    return calm;
  }

  /** @returns whether it is another than before */
  async #read(): Promise<boolean> {
    try {
      const value = await this.#options.read();
      const text = this.#options.textOf(value);
      if (this.#latest?.ok === true && this.#latest.text === text) return false;
      this.#publish({ ok: true, value, text });
    } catch (error) {
      this.#publish({ ok: false, error });
    }
    return true;
  }

  #publish(latest: Reading<T>): void {
    this.#latest = latest;
    this.#version += 1;
    for (const wake of this.#listeners) wake();
  }

  #stop(): void {
    this.#endSleep();
    this.#options.onIdle();
  }
}
