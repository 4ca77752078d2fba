import { z } from "zod";
import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/message.ts";

/** A text as it was accepted, kept as JSON. */
export const textSchema = z.object({ body: z.string(), mediaUrls: z.array(z.string()), parts: z.number() });
export type Text = z.infer<typeof textSchema>;

/** An accepted text as its sender wrote it. */
export function readText(ledger: Ledger, row: LedgerRow): Text {
  return textSchema.parse(ledger.source(row));
}

/** Twilio's ids: two letters and 32 hexadecimal digits; ours are the digits of UUIDs. */
export const sidOf = (kind: "SM" | "MM" | "ME", uuid: string) => `${kind}${uuid.replaceAll("-", "")}`;

/** The UUID behind one of Twilio's ids; empty when it is none. */
export function uuidOf(sid: string): string {
  const [, a, b, c, d, e] =
    /^(?:SM|MM|ME)([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(sid) ?? [];
  return a === undefined ? "" : [a, b, c, d, e].join("-").toLowerCase();
}
