import { fieldsOf } from "@packpost/core/customer-import/upsert/fields";
import { mostRecords } from "@packpost/core/customer-import/upsert/upsert-records";
import { storableTextSchema } from "@packpost/core/storable-text";
import type { ImportNoun } from "@packpost/db/enums";
import * as z from "zod";

/** What each field means, over all nouns. */
const meanings: Readonly<Record<string, string>> = {
  externalId: "What your system calls it: it is found by this again",
  number: "The customer number that Packpost gave",
  firstName: "First name",
  lastName: "Last name",
  email: "Email address",
  phone: "Phone number with its country code: +1 503 555 0142",
  contact: "primary or secondary",
  campaigns: "no, when they want no campaigns. A yes is never taken: only the customer says it",
  language:
    "In which they are written to automatically: en, es, fr or de. Taken where none is known; they choose it on their own pages",
  family: "What your system calls the family",
  name: "Its name",
  status: "Its state, as Packpost's pages call it",
  customerId: "What your system calls the customer whose it is",
  customerNumber: "The customer number of whose it is",
  customerEmail: "The address of whose it is",
  customerPhone: "The phone number of whose it is",
  petId: "What your system calls the pet",
  petName: "The pet's name, beside whose it is",
  pass: "The pass, by its name in Packpost",
  validThrough: "Its last valid day: 2027-03-31",
  startsAt: "When it begins, with the offset: 2027-01-05T10:00:00-05:00",
  endsAt: "When it ends",
  minutes: "How long it is, instead of the end",
  staff: "Who sees them, by name or address",
  what: "What it was, in the business's words: 10-visit card",
  at: "When it was, with the offset",
};

/** What the same word means of one noun alone. */
const meaningsOf: Readonly<Partial<Record<ImportNoun, Readonly<Record<string, string>>>>> = {
  pet: { kind: "What animal it is" },
  transaction: { kind: "What it was: purchase, visit or payment" },
};

type Field<N extends ImportNoun> = (typeof fieldsOf)[N][number];

const fieldSchema = (noun: ImportNoun, field: string) =>
  storableTextSchema
    .max(10_000)
    .nullable()
    .optional()
    .meta({ description: meaningsOf[noun]?.[field] ?? meanings[field] ?? field });

function shapeOf<N extends ImportNoun>(noun: N): Record<Field<N>, ReturnType<typeof fieldSchema>> {
  const fields: readonly string[] = fieldsOf[noun];
  return Object.fromEntries(fields.map((field) => [field, fieldSchema(noun, field)])) as Record<
    Field<N>,
    ReturnType<typeof fieldSchema>
  >;
}

/** A record of a noun: what is not mentioned is not touched, null empties. */
export const recordSchema = <N extends ImportNoun>(noun: N) =>
  z.strictObject(shapeOf(noun)).meta({ id: `${nameOf(noun)}Record` });

const nameOf = (noun: ImportNoun) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;

/** The same, named by its external id. */
export const putSchema = <N extends ImportNoun>(noun: N) =>
  z
    .strictObject({
      ...shapeOf(noun),
      externalId: storableTextSchema
        .min(1)
        .max(200)
        .meta({ description: String(meanings.externalId) }),
    })
    .meta({ id: `${nameOf(noun)}ByExternalId` });

export const bulkSchema = <N extends ImportNoun>(noun: N) =>
  z.strictObject({
    records: z
      .array(recordSchema(noun))
      .min(1)
      .max(mostRecords)
      .meta({ description: `${mostRecords} at most. The same row twice is folded in their order.` }),
    dryRun: z.boolean().default(false).meta({ description: "Only tells what would become of them" }),
  });

const changesSchema = z
  .array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
  .readonly()
  .meta({ description: "Field by field" });

/** What became of a record. */
export const upsertResultSchema = z
  .object({
    outcome: z.string().meta({
      description: "More may be added",
      examples: ["created", "changed", "unchanged", "refused"],
    }),
    id: z
      .string()
      .optional()
      .meta({ description: "Packpost's id; none when it was refused, or would be created by a dry run" }),
    label: z.string().optional().meta({ description: "What it is called, for people" }),
    changes: changesSchema.optional(),
    note: z.string().optional().meta({ description: "Something to know all the same" }),
    reason: z.string().optional().meta({ description: "Why it was refused" }),
    conflict: z
      .array(z.string())
      .readonly()
      .optional()
      .meta({ description: "Two keys that mean two rows: Packpost's ids of both. Nobody was picked" }),
  })
  .meta({ id: "UpsertResult" });

export const bulkResultSchema = z
  .object({
    results: z.array(upsertResultSchema).meta({ description: "One for each record, in their order" }),
  })
  .meta({ id: "BulkResult" });
