import { Column } from "./column.ts";
import { hashText, type TextHash } from "./hash-text.ts";

const NONE = 0;

/**
 * From a text key to the messages that carry it, newest first.
 * Open addressing over 64-bit hashes in typed arrays: about 40 bytes an entry, where a Map of strings costs 200.
 */
export class KeyIndex {
  #mask = 4095;
  #used = 0;
  #high = new Uint32Array(4096);
  #low = new Uint32Array(4096);
  /** Entry number of the newest message of a key; 0 = empty slot. */
  #head = new Uint32Array(4096);
  #first = new Uint32Array(4096);
  #entries = 0;
  readonly #entryMessage = new Column((size) => new Uint32Array(size));
  readonly #entryNext = new Column((size) => new Uint32Array(size));

  /** Files a message under a key; returns the first message ever filed there (itself when it is the first). */
  add(key: string, message: number): number {
    if (this.#used * 2 > this.#mask) this.#grow();
    const hash = hashText(key);
    const slot = this.#slotOf(hash);
    const head = this.#head[slot] ?? NONE;
    this.#entries += 1;
    this.#entryMessage.set(this.#entries, message);
    this.#entryNext.set(this.#entries, head);
    if (head === NONE) {
      this.#used += 1;
      this.#high[slot] = hash.high;
      this.#low[slot] = hash.low;
      this.#first[slot] = message;
    }
    this.#head[slot] = this.#entries;
    return this.#first[slot] ?? message;
  }

  /** The messages filed under a key, newest first. */
  *newestFirst(key: string): Generator<number> {
    let entry = this.#head[this.#slotOf(hashText(key))] ?? NONE;
    while (entry !== NONE) {
      yield this.#entryMessage.get(entry);
      entry = this.#entryNext.get(entry);
    }
  }

  #slotOf(hash: TextHash): number {
    let slot = hash.low & this.#mask;
    while (this.#head[slot] !== NONE && (this.#high[slot] !== hash.high || this.#low[slot] !== hash.low)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const old = { high: this.#high, low: this.#low, head: this.#head, first: this.#first };
    const size = (this.#mask + 1) * 2;
    this.#mask = size - 1;
    this.#high = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.#head = new Uint32Array(size);
    this.#first = new Uint32Array(size);
    for (let slot = 0; slot < old.head.length; slot++) {
      const head = old.head[slot] ?? NONE;
      if (head === NONE) continue;
      const hash = { high: old.high[slot] ?? 0, low: old.low[slot] ?? 0 };
      const to = this.#slotOf(hash);
      this.#high[to] = hash.high;
      this.#low[to] = hash.low;
      this.#head[to] = head;
      this.#first[to] = old.first[slot] ?? 0;
    }
  }
}
