import { join } from "node:path";
import { AppendFile } from "../ledger/append-file.ts";
import { readLines } from "../ledger/read-lines.ts";
import { type Act, actSchema } from "./act.ts";

/** All acts, numbered from 0, on disk and in memory (people click slowly). */
export class ActBook {
  readonly #acts: Act[] = [];
  readonly #bySeq = new Map<number, number[]>();
  readonly #file: AppendFile;

  constructor(folder: string) {
    const path = join(folder, "acts.jsonl");
    for (const { line } of readLines(path)) this.#keep(actSchema.parse(JSON.parse(line)));
    this.#file = new AppendFile(path);
  }

  get count(): number {
    return this.#acts.length;
  }

  get(act: number): Act | undefined {
    return this.#acts[act];
  }

  /** Numbers of the acts on one message, oldest first. */
  of(seq: number): readonly number[] {
    return this.#bySeq.get(seq) ?? [];
  }

  /** Writes an act and returns its number. */
  add(act: Act): number {
    this.#file.append(Buffer.from(`${JSON.stringify(act)}\n`));
    return this.#keep(act);
  }

  #keep(act: Act): number {
    const number = this.#acts.push(act) - 1;
    if (act.seq === undefined) return number;
    const ofMessage = this.#bySeq.get(act.seq);
    if (ofMessage) ofMessage.push(number);
    else this.#bySeq.set(act.seq, [number]);
    return number;
  }
}
