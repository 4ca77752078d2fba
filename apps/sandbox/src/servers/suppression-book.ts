import { z } from "zod";
import type { Database } from "../ledger/open-database.ts";

const entrySchema = z.object({
  token: z.string(),
  stream: z.string(),
  address: z.string(),
  reason: z.enum(["HardBounce", "SpamComplaint", "ManualSuppression"]),
  origin: z.enum(["Recipient", "Customer", "Admin"]),
  /** ms since the epoch */
  at: z.number(),
});

export type Suppression = z.infer<typeof entrySchema>;
type Place = Pick<Suppression, "token" | "stream" | "address">;

/** Who may not be written to, by server and stream; held in memory too, since each message of a batch asks. */
export class SuppressionBook {
  readonly #entries = new Map<string, Suppression>();
  readonly #statements;

  constructor(database: Database) {
    this.#statements = {
      add: database.prepare("INSERT INTO suppression VALUES (?, ?, ?, ?, ?, ?)"),
      remove: database.prepare("DELETE FROM suppression WHERE token = ? AND stream = ? AND address = ?"),
    };
    for (const found of database.prepare("SELECT * FROM suppression ORDER BY at").all()) {
      const entry = entrySchema.parse(found);
      this.#entries.set(keyOf(entry), entry);
    }
  }

  find(token: string, stream: string, address: string): Suppression | undefined {
    return this.#entries.get(keyOf({ token, stream, address }));
  }

  list(token: string, stream: string): Suppression[] {
    return [...this.#entries.values()].filter((entry) => entry.token === token && entry.stream === stream);
  }

  /** Suppresses an address; the first reason stays, as with Postmark. */
  add(entry: Suppression): void {
    if (this.#entries.has(keyOf(entry))) return;
    const { token, stream, address, reason, origin, at } = entry;
    this.#statements.add.run(token, stream, address, reason, origin, at);
    this.#entries.set(keyOf(entry), entry);
  }

  remove(entry: Suppression): void {
    this.#statements.remove.run(entry.token, entry.stream, entry.address);
    this.#entries.delete(keyOf(entry));
  }
}

function keyOf({ token, stream, address }: Place): string {
  return `${token}\n${stream}\n${address}`;
}
