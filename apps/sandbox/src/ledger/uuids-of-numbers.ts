import { hashText, mix } from "./hash-text.ts";

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0").slice(-digits);

/** Gives numbers ids that look like random UUIDs; the last part is the number, so that no table of ids is needed. */
export class UuidsOfNumbers {
  readonly #seed: { high: number; low: number };

  /** @param name random name of this data folder and what is numbered, so that no two ever give the same id */
  constructor(name: string) {
    this.#seed = hashText(name);
  }

  /** @param number below 2^48 */
  of(number: number): string {
    const a = mix(number ^ this.#seed.high);
    const b = mix(a ^ this.#seed.low);
    return `${hex(a, 8)}-${hex(b, 4)}-4${hex(b >>> 16, 3)}-a${hex(b >>> 20, 3)}-${hex(number, 12)}`;
  }

  /** The number behind an id, or undefined when it was never given. */
  numberOf(id: string): number | undefined {
    const number = Number.parseInt(id.slice(-12), 16);
    return Number.isSafeInteger(number) && this.of(number) === id.toLowerCase() ? number : undefined;
  }
}
