/** No place came free in time. */
export class NoSlotError extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("No place came free in time");
    this.name = "NoSlotError";
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The process's slots belong to whichever copy of this module made them first, and so do their errors. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "NoSlotError";
  }
}

interface Waiting {
  readonly owner: string;
  readonly begin: () => void;
}

export interface SlotOptions {
  /** Places in this process. */
  readonly most: number;
  /** Places that one owner can have. */
  readonly mostOfOne: number;
  /** How many of one owner may wait for a place; the next is refused at once. */
  readonly mostWaitingOfOne: number;
  /** How long one waits for a place at most, in milliseconds. */
  readonly waitMs: number;
}

/** Places for work that holds something of ours: few in all, fewer for one owner, so that nobody can take them from everybody. */
export class Slots {
  readonly #options: SlotOptions;
  readonly #taken = new Map<string, number>();
  /** Of all owners; kept, since it is asked for each request. */
  #all = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(options: SlotOptions) {
    this.#options = options;
  }

  /**
   * The process's slots of a name, however many copies of this module a bundler makes.
   * @param name unique name of what the places are for
   */
  static ofProcess(name: string, options: SlotOptions): Slots {
    const holder = globalThis as { packpostSlots?: Map<string, Slots> };
    holder.packpostSlots ??= new Map();
    const slots = holder.packpostSlots.get(name) ?? new Slots(options);
    holder.packpostSlots.set(name, slots);
    return slots;
  }

  /**
   * Takes a place, waiting for one a while unless too many of the owner wait already.
   * @returns gives the place back; calling it twice is once
   * @throws NoSlotError
   */
  async take(owner: string): Promise<() => void> {
    if (!this.isFree(owner)) await this.#wait(owner);
    else this.#count(owner, 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#count(owner, -1);
      this.#admit();
    };
  }

  #wait(owner: string): Promise<void> {
    const { waitMs, mostWaitingOfOne } = this.#options;
    if (this.#countWaiting(owner) >= mostWaitingOfOne)
      return Promise.reject(new NoSlotError(Math.ceil(waitMs / 1000)));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(mine);
        reject(new NoSlotError(Math.ceil(waitMs / 1000)));
      }, waitMs);
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const mine: Waiting = { owner, begin };
      this.#waiting.add(mine);
    });
  }

  /** Lets those in who have waited longest and whose owner has room. */
  #admit(): void {
    for (const next of this.#waiting) {
      if (this.#all >= this.#options.most) return;
      if (!this.isFree(next.owner)) continue;
      this.#waiting.delete(next);
      this.#count(next.owner, 1);
      next.begin();
    }
  }

  /** Whether a place could be taken without waiting. */
  isFree(owner: string): boolean {
    const { most, mostOfOne } = this.#options;
    return this.#all < most && (this.#taken.get(owner) ?? 0) < mostOfOne;
  }

  #countWaiting(owner: string): number {
    let n = 0;
    for (const waiting of this.#waiting) n += waiting.owner === owner ? 1 : 0;
    return n;
  }

  #count(owner: string, by: 1 | -1): void {
    this.#all += by;
    const n = (this.#taken.get(owner) ?? 0) + by;
    if (n === 0) this.#taken.delete(owner);
    else this.#taken.set(owner, n);
  }
}
