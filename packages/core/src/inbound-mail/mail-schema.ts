import * as z from "zod";

/** A mail that came in, as its row keeps it (`IncomingMail` of providers). */
export const mailSchema = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  to: z.array(z.string()),
  subject: z.string(),
  messageId: z.string().nullable(),
  references: z.array(z.string()),
  text: z.string(),
  html: z.string(),
  strippedText: z.string(),
  automatic: z.boolean(),
});

export type KeptMail = z.infer<typeof mailSchema>;
