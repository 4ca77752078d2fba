import { applicationStatuses, petStatuses, registrationStatuses, transactionKinds } from "@packpost/db/enums";
import * as z from "zod";
import { nameSchema } from "../../name-schema.ts";
import { storableTextSchema } from "../../storable-text.ts";

export const petFieldsSchema = z.object({
  name: nameSchema(100),
  /** What animal it is, as the team calls it; "" = not said. */
  kind: nameSchema(60),
  status: z.enum(petStatuses),
});
export type PetFields = z.output<typeof petFieldsSchema>;

export const addPetSchema = z.object({
  /** Made by the page: a double click makes one pet. */
  petId: z.uuid(),
  familyId: z.uuid(),
  fields: petFieldsSchema,
  /** The family has a pet of this name, and this is another one. */
  anyway: z.boolean().default(false),
});
export type AddPetInput = z.output<typeof addPetSchema>;

/** What was shown may be older than any rule. */
const seenText = storableTextSchema.max(10_000);

export const savePetSchema = z.object({
  petId: z.uuid(),
  fields: petFieldsSchema,
  seen: z.object({ name: seenText, kind: seenText, status: z.enum(petStatuses) }),
});
export type SavePetInput = z.output<typeof savePetSchema>;

export const saveApplicationSchema = z.object({
  customerId: z.uuid(),
  passId: z.uuid(),
  status: z.enum(applicationStatuses),
  /** What was shown; null = there was none. */
  seen: z.enum(applicationStatuses).nullable(),
});
export type SaveApplicationInput = z.output<typeof saveApplicationSchema>;

/** The first and last day that a registration may be valid through. */
export const registrationDays = { first: "2000-01-01", last: "2100-12-31" } as const;

const registrationFieldsSchema = z.object({
  status: z.enum(registrationStatuses),
  /** Its last valid day in the organisation's zone, `2026-12-31`. */
  validThrough: z.iso.date("Choose the last day it is valid."),
});
export type RegistrationFields = z.output<typeof registrationFieldsSchema>;

export const saveRegistrationSchema = z.object({
  petId: z.uuid(),
  passId: z.uuid(),
  fields: registrationFieldsSchema,
  /** What was shown; null = there was none. */
  seen: registrationFieldsSchema.nullable(),
});
export type SaveRegistrationInput = z.output<typeof saveRegistrationSchema>;

/** Nothing before it is anybody's transaction. */
export const FIRST_TRANSACTION_DAY = "1990-01-01";

export const addTransactionSchema = z.object({
  /** Made by the page: a double click adds one. */
  transactionId: z.uuid(),
  customerId: z.uuid(),
  kind: z.enum(transactionKinds),
  /** The day in the organisation's zone, `2026-11-30`. */
  date: z.iso.date("Choose the day."),
  /** "10-visit card"; "" = not said. */
  what: nameSchema(200),
});
export type AddTransactionInput = z.output<typeof addTransactionSchema>;

export const transactionIdSchema = z.object({ transactionId: z.uuid() });
export type TransactionIdInput = z.output<typeof transactionIdSchema>;
