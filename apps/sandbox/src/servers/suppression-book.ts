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

/** Who may not be written to, by server and stream. */
export class SuppressionBook {
  readonly #statements;

  constructor(database: Database) {
    this.#statements = {
      find: database.prepare("SELECT * FROM suppression WHERE token = ? AND stream = ? AND address = ?"),
      list: database.prepare("SELECT * FROM suppression WHERE token = ? AND stream = ? ORDER BY at"),
      add: database.prepare("INSERT OR IGNORE INTO suppression VALUES (?, ?, ?, ?, ?, ?)"),
      remove: database.prepare("DELETE FROM suppression WHERE token = ? AND stream = ? AND address = ?"),
    };
  }

  find(token: string, stream: string, address: string): Suppression | undefined {
    const found = this.#statements.find.get(token, stream, address);
    return found && entrySchema.parse(found);
  }

  list(token: string, stream: string): Suppression[] {
    return this.#statements.list.all(token, stream).map((found) => entrySchema.parse(found));
  }

  /** Suppresses an address; the first reason stays, as with Postmark. */
  add({ token, stream, address, reason, origin, at }: Suppression): void {
    this.#statements.add.run(token, stream, address, reason, origin, at);
  }

  remove({ token, stream, address }: Suppression): void {
    this.#statements.remove.run(token, stream, address);
  }
}
