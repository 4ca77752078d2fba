import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

/** What the team records for a customer who told them (P6). To write to somebody again who said no, they say why. */
export const changeForCustomerSchema = z
  .object({
    customerId: z.uuid(),
    channel: z.enum(["campaign", "notice", "text"]),
    subscribed: z.boolean(),
    /** In the team's words: "Called on 3 May and asked for the newsletter again". */
    reason: storableTextSchema.trim().max(500).default(""),
  })
  .refine(({ subscribed, reason }) => !subscribed || reason.length >= 3, {
    message: "Say how they told you.",
    path: ["reason"],
  });
export type ChangeForCustomerInput = z.output<typeof changeForCustomerSchema>;
