import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

const nameSchema = storableTextSchema.trim().max(100, "At most 100 characters.");

/** Who a customer is and where they are reached; an empty text = there is none. */
export const customerFieldsSchema = z.object({
  firstName: nameSchema,
  lastName: nameSchema,
  email: storableTextSchema.trim().max(320, "At most 320 characters."),
  /** As people write it, with the country code. */
  phone: storableTextSchema.trim().max(60, "At most 60 characters."),
});
export type CustomerFields = z.output<typeof customerFieldsSchema>;

export const saveCustomerSchema = z.object({
  customerId: z.uuid(),
  fields: customerFieldsSchema,
  /** What was shown before the change: whoever changed it meanwhile is not overwritten. */
  seen: customerFieldsSchema,
});
export type SaveCustomerInput = z.output<typeof saveCustomerSchema>;
