/** Twilio sends a number's texts one part after the other, and lets the others wait (a long code: one part a second). */
export class NumberQueue {
  /** When each sending number is free again; forgotten at exit. */
  readonly #freeAtMs = new Map<string, number>();

  /**
   * Takes the next place of a number.
   * @returns milliseconds until the text leaves, undefined when the queue is full
   */
  join(
    place: { token: string; number: string; parts: number },
    pace: { partsPerSecond: number; mostParts: number },
    nowMs: number,
  ): number | undefined {
    const key = `${place.token} ${place.number}`;
    const freeAtMs = Math.max(this.#freeAtMs.get(key) ?? 0, nowMs);
    const waitsMs = freeAtMs - nowMs;
    const msPerPart = 1_000 / pace.partsPerSecond;
    if (waitsMs > pace.mostParts * msPerPart) return undefined;
    this.#freeAtMs.set(key, freeAtMs + place.parts * msPerPart);
    return waitsMs;
  }
}
