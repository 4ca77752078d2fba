import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

/** Inputs of an approval. No server imports: the browser checks with the same schemas. */
export const sendRequestIdSchema = z.object({ requestId: z.uuid() });
export type SendRequestIdInput = z.output<typeof sendRequestIdSchema>;

export const declineSendSchema = sendRequestIdSchema.extend({
  note: storableTextSchema.trim().min(1, "Say why, in a few words.").max(1_000, "At most 1,000 characters."),
});
export type DeclineSendInput = z.output<typeof declineSendSchema>;
