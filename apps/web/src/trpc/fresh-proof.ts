/** What is wanted of whoever sits there, see `core/access/require-fresh-proof`. */
export type WantedProof = "password" | "factor";

interface Asked {
  readonly wanted: WantedProof;
  readonly answer: (proved: boolean) => void;
}

/**
 * Asks whoever sits there to prove who they are, for calls and files that were refused without it: those refused together are asked
 * for once, and go on together.
 */
class FreshProof {
  readonly #listeners = new Set<() => void>();
  #asked: Asked | null = null;
  #answer: Promise<boolean> | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly asked = (): Asked | null => this.#asked;

  /** @returns whether it was proved; false when they would rather not, or nothing here can ask them */
  ask(wanted: WantedProof): Promise<boolean> {
    if (this.#listeners.size === 0) return Promise.resolve(false);
    this.#answer ??= new Promise<boolean>((resolve) => {
      this.#set({
        wanted,
        answer: (proved) => {
          this.#answer = null;
          this.#set(null);
          resolve(proved);
        },
      });
    });
    return this.#answer;
  }

  #set(asked: Asked | null): void {
    this.#asked = asked;
    for (const listener of this.#listeners) listener();
  }
}

export const freshProof = new FreshProof();
