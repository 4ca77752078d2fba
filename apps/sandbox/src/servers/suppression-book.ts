import { join } from "node:path";
import { z } from "zod";
import { AppendFile } from "../ledger/append-file.ts";
import { readLines } from "../ledger/read-lines.ts";

const reasonSchema = z.enum(["HardBounce", "SpamComplaint", "ManualSuppression"]);
const originSchema = z.enum(["Recipient", "Customer", "Admin"]);

const entrySchema = z.object({
  token: z.string(),
  stream: z.string(),
  address: z.string(),
  reason: reasonSchema,
  origin: originSchema,
  at: z.string(),
  removed: z.boolean().optional(),
});

export type Suppression = z.infer<typeof entrySchema>;

/** Who may not be written to, by server and stream. Append-only on disk: the last line about an address counts. */
export class SuppressionBook {
  readonly #file: AppendFile;
  /** By token, then stream, then address: asked for every recipient of every mail. */
  readonly #byToken = new Map<string, Map<string, Map<string, Suppression>>>();

  constructor(folder: string) {
    const path = join(folder, "suppressions.jsonl");
    for (const { line } of readLines(path)) this.#apply(entrySchema.parse(JSON.parse(line)));
    this.#file = new AppendFile(path);
  }

  find(token: string, stream: string, address: string): Suppression | undefined {
    return this.#byToken.get(token)?.get(stream)?.get(address);
  }

  list(token: string, stream: string): Suppression[] {
    return [...(this.#byToken.get(token)?.get(stream)?.values() ?? [])];
  }

  /** Suppresses an address; returns false when it already was (the first reason stays, as with Postmark). */
  add(entry: Suppression): boolean {
    if (this.find(entry.token, entry.stream, entry.address)) return false;
    this.#write(entry);
    return true;
  }

  remove(entry: Suppression): void {
    this.#write({ ...entry, removed: true });
  }

  #write(entry: Suppression): void {
    this.#file.append(Buffer.from(`${JSON.stringify(entry)}\n`));
    this.#apply(entry);
  }

  #apply(entry: Suppression): void {
    const streams = this.#byToken.get(entry.token) ?? new Map<string, Map<string, Suppression>>();
    const stream = streams.get(entry.stream) ?? new Map<string, Suppression>();
    this.#byToken.set(entry.token, streams);
    streams.set(entry.stream, stream);
    if (entry.removed) stream.delete(entry.address);
    else stream.set(entry.address, entry);
  }
}
