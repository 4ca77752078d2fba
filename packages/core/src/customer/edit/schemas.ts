import { languageCodes } from "@packpost/db/enums";
import * as z from "zod";
import { nameSchema } from "../../name-schema.ts";
import { storableTextSchema } from "../../storable-text.ts";

const emailSchema = storableTextSchema.trim().max(320, "At most 320 characters.");
/** As people write it, with the country code. */
const phoneSchema = storableTextSchema.trim().max(60, "At most 60 characters.");
const personNameSchema = nameSchema(100);

/** Who a customer is and where they are reached; an empty text = there is none. */
export const customerFieldsSchema = z.object({
  firstName: personNameSchema,
  lastName: personNameSchema,
  email: emailSchema,
  phone: phoneSchema,
  /** In which they want what we write by ourselves; "" = as the organisation; left out = it stays. */
  language: z.enum(["", ...languageCodes], "Choose a language of the list.").optional(),
});
export type CustomerFields = z.output<typeof customerFieldsSchema>;

/** What was shown may be older than any rule. */
const seenText = storableTextSchema.max(10_000);

export const saveCustomerSchema = z.object({
  customerId: z.uuid(),
  fields: customerFieldsSchema,
  /** What was shown before the change: whoever changed it meanwhile is not overwritten. */
  seen: z.object({
    firstName: seenText,
    lastName: seenText,
    email: seenText,
    phone: seenText,
    language: z.enum(["", ...languageCodes]).optional(),
  }),
  /** That others have this address or number is known, or nobody is there to be asked. */
  anyway: z.boolean().default(true),
});
export type SaveCustomerInput = z.output<typeof saveCustomerSchema>;

/** A family that there is, or one that this makes: its id is made by the page, so that a retry never doubles. */
const familySchema = z.object({
  familyId: z.uuid(),
  /** What a new family is called; "" = after the person; null = the family is there. */
  newName: nameSchema(100).nullable(),
});
export type ChosenFamily = z.output<typeof familySchema>;

export const addCustomerSchema = z.object({
  /** Made by the page: a double click or a retry with the same one makes one customer. */
  customerId: z.uuid(),
  fields: customerFieldsSchema,
  family: familySchema,
  /** They were shown who has this address, number or name already, and it is somebody else. */
  anyway: z.boolean().default(false),
});
export type AddCustomerInput = z.output<typeof addCustomerSchema>;

export const moveCustomerSchema = z.object({
  customerId: z.uuid(),
  to: familySchema,
  /** The family they were shown in. */
  seenFamilyId: z.uuid(),
});
export type MoveCustomerInput = z.output<typeof moveCustomerSchema>;

export const makePrimarySchema = z.object({
  customerId: z.uuid(),
  /** Who was shown as the primary contact; null = nobody. */
  seenPrimaryId: z.uuid().nullable(),
});
export type MakePrimaryInput = z.output<typeof makePrimarySchema>;

export const saveFamilySchema = z.object({
  familyId: z.uuid(),
  name: nameSchema(100),
  seen: seenText,
});
export type SaveFamilyInput = z.output<typeof saveFamilySchema>;
