import type { ImportNoun } from "@packpost/db/enums";

/** By which a record of another noun says whose it is: any of them; two that mean two people are a conflict (T59). */
const ofCustomer = ["customerId", "customerNumber", "customerEmail", "customerPhone"] as const;
/** The same for a pet: by its own id, or by its name and whose it is. */
const ofPet = ["petId", "petName", ...ofCustomer] as const;

/** The fields that a record may mention: `externalId` is always what the other system calls the row itself, `family`, `customerId` and `petId` what it calls those. */
export const fieldsOf = {
  customer: [
    ...["externalId", "number", "firstName", "lastName", "email", "phone"],
    ...["contact", "family", "campaigns", "language"],
  ],
  family: ["externalId", "name"],
  pet: ["externalId", "name", "kind", "status", "family", ...ofCustomer],
  application: ["externalId", "pass", "status", ...ofCustomer],
  registration: ["externalId", "pass", "status", "validThrough", ...ofPet],
  appointment: ["externalId", "startsAt", "endsAt", "minutes", "staff", "status", ...ofPet],
  transaction: ["externalId", "kind", "at", "what", ...ofCustomer],
} as const satisfies Record<ImportNoun, readonly string[]>;

/**
 * One record as another system tells it: a field that is not mentioned is not touched; null or an empty text empties it. Instants are
 * ISO 8601 with their offset, days `2026-12-01`, numbers E.164 or with their country code.
 */
export type UpsertRecord = Readonly<Record<string, string | null | undefined>>;

/** A field of a row before and after; null = empty. Relations by name. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What became of one record. */
export type UpsertOutcome =
  | {
      readonly outcome: "created" | "changed";
      readonly id: string;
      /** Who or what it is, for people to read. */
      readonly label: string;
      readonly changes: readonly FieldChange[];
      /** Something that the reader should know all the same. */
      readonly note?: string;
    }
  | { readonly outcome: "unchanged"; readonly id: string; readonly label: string; readonly note?: string }
  | {
      readonly outcome: "refused";
      /** What is wrong, in a sentence. */
      readonly reason: string;
      /** Two keys that mean two rows: both of them (T59). */
      readonly conflict?: readonly string[];
    };
