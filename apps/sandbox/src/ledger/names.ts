/** Numbers for repeated texts (tokens, tags): a column of numbers is cheaper than a column of texts. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  /** The number of a text, a new one at first sight. */
  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const next = this.#texts.length;
    this.#numbers.set(text, next);
    this.#texts.push(text);
    return next;
  }

  text(number: number): string {
    return this.#texts[number] ?? "";
  }

  /** The number of a text if it was ever seen. */
  find(text: string): number | undefined {
    return this.#numbers.get(text);
  }
}
