import type { SQLInputValue } from "node:sqlite";
import type { Database } from "./open-database.ts";

const ROWS = 20;

/** Inserts rows twenty at a statement: a statement costs more than a row. */
export class BulkInsert {
  readonly #one;
  readonly #many;
  readonly #width: number;
  #values: SQLInputValue[] = [];

  /** @param into a table, or a table and its columns */
  constructor(database: Database, into: string, width: number) {
    const row = `(${Array(width).fill("?").join()})`;
    this.#one = database.prepare(`INSERT INTO ${into} VALUES ${row}`);
    this.#many = database.prepare(`INSERT INTO ${into} VALUES ${Array(ROWS).fill(row).join()}`);
    this.#width = width;
  }

  /** Forgets what a failed piece of work left. */
  begin(): void {
    this.#values = [];
  }

  add(...row: SQLInputValue[]): void {
    for (const value of row) this.#values.push(value);
    if (this.#values.length < ROWS * this.#width) return;
    this.#many.run(...this.#values);
    this.#values = [];
  }

  /** Inserts what is left, one by one. */
  flush(): void {
    for (let at = 0; at < this.#values.length; at += this.#width)
      this.#one.run(...this.#values.slice(at, at + this.#width));
    this.#values = [];
  }
}
