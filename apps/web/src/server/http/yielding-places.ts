interface Place {
  /** Aborts when the place goes to somebody else. */
  readonly signal: AbortSignal;
  /** Calling it twice is once. */
  readonly giveBack: () => void;
}

interface Held {
  readonly sinceMs: number;
  readonly end: AbortController;
}

/**
 * Places at something that strangers hold, who cannot be told apart. When all are taken, whoever has had one longest loses it
 * to the next: people who are quick never notice, and nobody can keep others out by being slow.
 */
export class YieldingPlaces {
  readonly #most: number;
  readonly #leastMs: number;
  /** The oldest first. */
  readonly #held = new Set<Held>();

  /** @param limits places in all, and for how long one is nobody else's, in milliseconds */
  constructor(limits: { readonly most: number; readonly leastMs: number }) {
    this.#most = limits.most;
    this.#leastMs = limits.leastMs;
  }

  /** Takes a place. @returns null when all are taken, and all of them just now */
  take(): Place | null {
    const now = performance.now();
    if (this.#held.size >= this.#most) {
      const [oldest] = this.#held;
      if (oldest === undefined || now - oldest.sinceMs < this.#leastMs) return null;
      this.#held.delete(oldest);
      oldest.end.abort(new Error("Somebody else was given the place"));
    }
    const mine: Held = { sinceMs: now, end: new AbortController() };
    this.#held.add(mine);
    return { signal: mine.end.signal, giveBack: () => void this.#held.delete(mine) };
  }
}
