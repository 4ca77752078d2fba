import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppendFile } from "../ledger/append-file.ts";

/**
 * Which events are over (posted, given up, or nobody to tell): eight bytes each. What is missing after a kill
 * is posted again, as Postmark does: at least once.
 */
export class DoneLog {
  readonly #file: AppendFile;
  readonly #path: string;
  #waiting: number[] = [];

  constructor(folder: string) {
    this.#path = join(folder, "done.log");
    this.#file = new AppendFile(this.#path);
  }

  /** Event codes of earlier runs. */
  *read(): Generator<number> {
    if (!existsSync(this.#path)) return;
    const bytes = readFileSync(this.#path);
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      const code = bytes.readDoubleLE(at);
      if (Number.isSafeInteger(code)) yield code;
    }
    // A torn last entry would shift all that follow: fill it up; as a fraction of an event it is skipped.
    const torn = bytes.length % 8;
    if (torn > 0) this.#file.append(Buffer.alloc(8 - torn));
  }

  add(code: number): void {
    this.#waiting.push(code);
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    const bytes = Buffer.allocUnsafe(this.#waiting.length * 8);
    for (const [place, code] of this.#waiting.entries()) bytes.writeDoubleLE(code, place * 8);
    this.#waiting = [];
    this.#file.append(bytes);
  }
}
