type Reading = { ok: true; value: unknown; text: string } | { ok: false; error: unknown };

/** Reads one thing every so often for any number of listeners; it starts with the first and stops with the last. */
export class Ticker {
  readonly #read: () => Promise<unknown>;
  readonly #paceMs: () => number;
  readonly #onIdle: () => void;
  readonly #wake = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #version = 0;
  #latest: Reading | undefined;

  /** @param paceMs how long to wait until the next read, in milliseconds */
  constructor(read: () => Promise<unknown>, paceMs: () => number, onIdle: () => void) {
    this.#read = read;
    this.#paceMs = paceMs;
    this.#onIdle = onIdle;
  }

  /**
   * The present value at once, then each change. A slow listener skips to the newest.
   *
   * @param signal ends the listener
   */
  async *listen(signal: AbortSignal): AsyncGenerator<unknown> {
    let seen = 0;
    let notify: () => void = () => undefined;
    const wake = () => notify();
    signal.addEventListener("abort", wake);
    this.#wake.add(wake);
    if (this.#wake.size === 1) void this.#tick();
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
      this.#wake.delete(wake);
      if (this.#wake.size === 0) this.#stop();
    }
  }

  async #tick(): Promise<void> {
    try {
      const value = await this.#read();
      const text = JSON.stringify(value) ?? "";
      if (this.#latest?.ok !== true || this.#latest.text !== text) this.#publish({ ok: true, value, text });
    } catch (error) {
      this.#publish({ ok: false, error });
    }
    if (this.#wake.size > 0) this.#timer = setTimeout(() => void this.#tick(), this.#paceMs());
  }

  #publish(latest: Reading): void {
    this.#latest = latest;
    this.#version += 1;
    for (const wake of this.#wake) wake();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#onIdle();
  }
}
