export interface TurnsOptions {
  /** Turns of one owner at the same time. */
  readonly atOnce: number;
  /** Of one owner; whoever comes after them is refused at once. */
  readonly mostWaiting: number;
  /** A turn that has not come by then is given up, in milliseconds. */
  readonly waitMs: number;
}

interface Waiting {
  readonly give: () => void;
}

/** Turns at something scarce, counted by owner, with a bounded wait. Whoever has one must be sure to give it back. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #owners = new Map<string, { running: number; waiting: Set<Waiting> }>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Waits for a turn.
   * @param owner whose turns are counted
   * @returns gives it back; null when there was none in time
   */
  take(owner: string): Promise<(() => void) | null> {
    const state = this.#owners.get(owner) ?? { running: 0, waiting: new Set<Waiting>() };
    this.#owners.set(owner, state);
    if (state.running < this.#options.atOnce) {
      state.running += 1;
      return Promise.resolve(this.#releaseOnce(owner));
    }
    if (state.waiting.size >= this.#options.mostWaiting) return Promise.resolve(null);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        give: () => {
          clearTimeout(timer);
          state.waiting.delete(waiting);
          resolve(this.#releaseOnce(owner));
        },
      };
      const timer = setTimeout(() => {
        state.waiting.delete(waiting);
        resolve(null);
      }, this.#options.waitMs);
      state.waiting.add(waiting);
    });
  }

  #releaseOnce(owner: string): () => void {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#passOn(owner);
    };
  }

  /** The turn goes to whoever has waited longest. */
  #passOn(owner: string): void {
    const state = this.#owners.get(owner);
    if (state === undefined) return;
    const [next] = state.waiting;
    if (next !== undefined) {
      next.give();
      return;
    }
    state.running -= 1;
    if (state.running === 0) this.#owners.delete(owner);
  }
}
