import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

export const eraseCustomerSchema = z.object({
  customerId: z.uuid(),
  /** Typed by whoever erases, so that nobody is meant by mistake. */
  number: z.int(),
  /** Who asked for it and how; kept in the audit. */
  reason: storableTextSchema
    .trim()
    .min(3, "Say who asked for it, and how.")
    .max(500, "At most 500 characters."),
});
export type EraseCustomerInput = z.output<typeof eraseCustomerSchema>;
