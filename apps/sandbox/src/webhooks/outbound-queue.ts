/** First in, first out, without moving the rest at each step. */
export class OutboundQueue {
  #codes: number[] = [];
  #head = 0;

  get length(): number {
    return this.#codes.length - this.#head;
  }

  push(code: number): void {
    this.#codes.push(code);
  }

  shift(): number | undefined {
    const code = this.#codes[this.#head];
    if (code === undefined) return undefined;
    this.#head += 1;
    if (this.#head > 4096 && this.#head * 2 > this.#codes.length) {
      this.#codes = this.#codes.slice(this.#head);
      this.#head = 0;
    }
    return code;
  }
}
