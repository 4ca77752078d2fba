import { z } from "zod";
import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/message.ts";

/** A message as Postmark's API takes it. Types are checked here; meaning in `check-message.ts`. */
export const messageSchema = z.object({
  From: z.string().nullish(),
  To: z.string().nullish(),
  Cc: z.string().nullish(),
  Bcc: z.string().nullish(),
  ReplyTo: z.string().nullish(),
  Subject: z.string().nullish(),
  HtmlBody: z.string().nullish(),
  TextBody: z.string().nullish(),
  Tag: z.string().nullish(),
  TrackOpens: z.boolean().nullish(),
  TrackLinks: z.enum(["None", "HtmlOnly", "TextOnly", "HtmlAndText"]).nullish(),
  MessageStream: z.string().nullish(),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
  Metadata: z.record(z.string(), z.coerce.string()).nullish(),
  Attachments: z
    .array(z.object({ Name: z.string(), Content: z.string(), ContentType: z.string() }))
    .nullish(),
});

export type Message = z.infer<typeof messageSchema>;
export const batchSchema = z.array(messageSchema);

/** An accepted message as its sender wrote it. */
export function readMessage(ledger: Ledger, row: LedgerRow): Message {
  return messageSchema.parse(ledger.source(row));
}
