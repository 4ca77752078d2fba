import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

export const customerByIdSchema = z.strictObject({
  externalId: storableTextSchema.min(1).max(200).meta({ description: "What your system calls them" }),
});
export type CustomerByIdInput = z.output<typeof customerByIdSchema>;

/** A customer as other systems read them (P10). */
export const customerSchema = z
  .object({
    id: z.uuid(),
    externalId: z.string().nullable(),
    number: z.int(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    contact: z.string().meta({ examples: ["primary", "secondary"] }),
    family: z.object({ id: z.uuid(), externalId: z.string().nullable(), name: z.string() }),
    pets: z.array(
      z.object({ id: z.uuid(), externalId: z.string().nullable(), name: z.string(), status: z.string() }),
    ),
    lastTransactionAt: z.iso.datetime({ offset: true }).nullable(),
    updatedAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: "Customer" });
export type ReadCustomer = z.output<typeof customerSchema>;
