/**
 * Which of a browser's tabs does something for all of them: exactly one of those that have joined, and another as soon as
 * it has left, was closed or has crashed (Web Locks).
 */
export class Election {
  readonly #locks: LockManager;
  readonly #name: string;
  readonly #onChange: (leads: boolean) => void;
  /** This tab's place in the queue, or its office. */
  #own: AbortController | undefined;
  #leads = false;

  /** @param onChange whether this tab leads from now on */
  constructor(locks: LockManager, name: string, onChange: (leads: boolean) => void) {
    this.#locks = locks;
    this.#name = name;
    this.#onChange = onChange;
  }

  /** Leads as soon as nobody else does. */
  join(): void {
    if (this.#own === undefined) void this.#ask(false);
  }

  /** Leads at once; whoever has led until now waits for its turn again. */
  takeOver(): void {
    if (this.#own === undefined || this.#leads) return;
    this.#own.abort();
    void this.#ask(true);
  }

  leave(): void {
    this.#own?.abort();
    this.#own = undefined;
  }

  async #ask(atOnce: boolean): Promise<void> {
    const own = new AbortController();
    this.#own = own;
    let led = false;
    const lead = () => {
      if (own.signal.aborted) return;
      led = true;
      this.#set(true);
      return new Promise<void>((resolve) => own.signal.addEventListener("abort", () => resolve()));
    };
    // The request fails when another tab takes over, and when it is given up while it waits.
    await this.#locks
      .request(this.#name, atOnce ? { steal: true } : { signal: own.signal }, lead)
      .catch(() => undefined);
    if (led) this.#set(false);
    if (led && this.#own === own) void this.#ask(false);
  }

  #set(leads: boolean): void {
    this.#leads = leads;
    this.#onChange(leads);
  }
}
