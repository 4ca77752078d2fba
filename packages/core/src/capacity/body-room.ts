/**
 * Room in memory for bodies on their way. Whoever opens thousands of connections and sends slowly holds what has come of
 * each: no owner can take the room of all.
 */
export class BodyRoom {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #held = new Map<string, number>();
  #all = 0;

  /** @param limits bytes in all, and of one owner */
  constructor(limits: { readonly most: number; readonly mostOfOne: number }) {
    this.#most = limits.most;
    this.#mostOfOne = limits.mostOfOne;
  }

  /** Holds so many bytes more. @returns false when there is no room for them; then nothing is held */
  hold(owner: string, bytes: number): boolean {
    const held = (this.#held.get(owner) ?? 0) + bytes;
    if (held > this.#mostOfOne || this.#all + bytes > this.#most) return false;
    this.#held.set(owner, held);
    this.#all += bytes;
    return true;
  }

  /** @param bytes what was held of one body */
  giveBack(owner: string, bytes: number): void {
    const left = (this.#held.get(owner) ?? 0) - bytes;
    if (left > 0) this.#held.set(owner, left);
    else this.#held.delete(owner);
    this.#all -= bytes;
  }
}
