type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A column of numbers by message, in a typed array that doubles when it is full: a million rows cost megabytes, not gigabytes. */
export class Column<T extends Numbers> {
  #cells: T;
  readonly #make: (size: number) => T;

  constructor(make: (size: number) => T) {
    this.#make = make;
    this.#cells = make(1024);
  }

  get(row: number): number {
    return this.#cells[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#cells.length) {
      const wider = this.#make(Math.max(row + 1, this.#cells.length * 2));
      wider.set(this.#cells);
      this.#cells = wider;
    }
    this.#cells[row] = value;
  }
}
