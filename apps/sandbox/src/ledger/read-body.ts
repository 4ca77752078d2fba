import { zstdDecompressSync } from "node:zlib";
import { batchSchema, type Message, messageSchema } from "../postmark/message.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerRow } from "./row.ts";

/** The message as its sender wrote it, out of the raw request it came in. */
export function readBody(ledger: Ledger, row: LedgerRow): Message {
  const [offset, length, place] = row.body;
  const raw: unknown = JSON.parse(zstdDecompressSync(ledger.bodies.read(offset, length)).toString("utf8"));
  if (place < 0) return messageSchema.parse(raw);
  const message = batchSchema.parse(raw)[place];
  if (!message) throw new Error(`Message ${row.seq} is not in its batch`);
  return message;
}
