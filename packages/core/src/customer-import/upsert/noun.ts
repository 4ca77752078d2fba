import type { ImportNoun } from "@packpost/db/enums";
import { type RawBuilder, sql } from "kysely";
import type { UpsertRecord } from "./fields.ts";
import type { ReadField } from "./read-fields.ts";
import type { Row, Values, World } from "./world.ts";

/** By what a record says which customer it means. */
export interface CustomerKeys {
  readonly externalId?: string;
  readonly number?: string;
  /** The mailbox, as customer.email_key has it. */
  readonly emailKey?: string;
  readonly phone?: string;
  /** Folded; empty = no name is told. */
  readonly nameKey: string;
  /** The first name, folded; empty = none is told. */
  readonly firstKey: string;
}

/** Whom or what a record refers to, as it says so. */
export interface Wanted {
  readonly customer?: CustomerKeys;
  readonly family?: string;
  readonly pet?: { readonly externalId?: string; readonly name?: string };
  readonly pass?: string;
  readonly staff?: string;
}

/** Something that stands in the way of a record; nothing of it is written. */
export interface Refusal {
  readonly reason: string;
  readonly conflict?: readonly string[];
}

/** What a record says, checked, before what it refers to is known. */
export interface Reading {
  readonly values: Values;
  readonly wanted: Wanted;
}

/** What the references of a batch turned out to be. */
export interface References {
  customer(keys: CustomerKeys): Row | Refusal;
  family(externalId: string): Row | undefined;
  pet(wanted: Wanted): Row | Refusal;
  /** One that is retired too, where no other is called so: who holds it keeps it. */
  pass(name: string): string | Refusal;
  /** Whether nobody gets this pass any more. */
  isRetired(passId: string | null | undefined): boolean;
  staff(nameOrEmail: string): string | Refusal;
  /** Whether an instant is still to come, by more than other systems' clocks and zones differ. */
  isToCome(at: string): boolean;
  /** What a row is called that a value refers to. */
  nameOf(id: string | null | undefined): string | null;
}

/** Which row a record is about, or that it makes one. */
export type Choice =
  | { readonly row: Row; readonly note?: string }
  | { readonly row: null; readonly note?: string }
  | Refusal;

export interface Column {
  readonly column: string;
  /** How it is read as text; null = as it is. */
  readonly read: RawBuilder<unknown> | null;
  /** Kept elsewhere, or by the database. */
  readonly readOnly?: boolean;
  /** How the page of a difference calls it; relations are told by name. */
  readonly field: string;
}

/** What the upsert must know of a noun. */
export interface Noun {
  readonly name: ImportNoun;
  readonly table: string;
  /** In the order in which a difference shows them. */
  readonly columns: Readonly<Record<string, Column>>;
  /** By kind of key: the rows that have one of these, as a select of `id`. */
  readonly finders: Readonly<Record<string, (keys: readonly string[]) => RawBuilder<unknown>>>;
  read(record: UpsertRecord): Reading | Refusal;
  /** Puts what the record refers to among its values. */
  settle(reading: Reading, references: References): Values | Refusal;
  /** By which keys a row of these values is found, such as `external:17`; those that another row cannot have come first. */
  keysOf(values: Values): string[];
  /** Which row a record means, where its keys do not say it by themselves. */
  choose(said: Values, world: World, wanted: Wanted, references: References): Choice;
  isSame?(name: string, before: string, after: string): boolean;
  /** What a new row has beyond what is said of it, or what it lacks. */
  complete(said: Values): Values | Refusal;
  /** What a value must not become, such as consent that would be lifted. */
  guard?(row: Row, said: Values): { readonly said: Values; readonly note?: string };
  labelOf(values: Values, references: References): string;
}

export const isRefusal = (told: object | string): told is Refusal =>
  typeof told === "object" && "reason" in told;

export const column = (name: string, field: string): Column => ({ column: name, read: null, field });
/** An id or a day. */
export const asText = (name: string, field: string): Column => ({
  ...{ column: name, field, read: sql`${sql.ref(name)}::text` },
});
export const instant = (name: string, field: string): Column => ({
  ...{ column: name, field },
  read: sql`to_char(${sql.ref(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
});

/**
 * Reads the fields that a record mentions.
 * @param readers by field; what has none is no value of its own
 */
export function readValues(
  record: UpsertRecord,
  readers: Readonly<Record<string, (text: string) => ReadField>>,
): Values | Refusal {
  const values: Values = {};
  for (const [field, read] of Object.entries(readers)) {
    const said = record[field];
    if (said === undefined) continue;
    const told = read(said ?? "");
    if ("fault" in told) return { reason: told.fault };
    values[field] = told.value;
  }
  return values;
}

/** The same, of a noun of which no value can be emptied: who says nothing there has not mentioned it. */
export function readSaid(...[record, readers]: Parameters<typeof readValues>): Values | Refusal {
  const values = readValues(record, readers);
  if (isRefusal(values)) return values;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Puts the pass that a record names among its values; a copy. */
export function settlePass(values: Values, { pass }: Wanted, references: References): Values | Refusal {
  if (pass === undefined) return { ...values };
  const found = references.pass(pass);
  return typeof found === "string" ? { ...values, passId: found } : found;
}

/** Nobody new gets a retired pass: what a record would make of it, or change to it, is refused. */
export function refuseRetired(choice: Choice, said: Values, references: References): Choice {
  const { passId } = said;
  if (isRefusal(choice) || !references.isRetired(passId) || choice.row?.values.passId === passId)
    return choice;
  return {
    reason: `${references.nameOf(passId) ?? "This pass"} is retired: nobody new gets it. Choose another pass.`,
  };
}

/** Those of which one may have been merged into another (P11): the other system's id leads to the one that was kept. */
export const merging: ReadonlySet<string> = new Set(["customer", "family"]);

/** Rows of a table by what another system calls them, by its index `…_external`. */
export const byExternalId = (table: string) => (keys: readonly string[]) =>
  sql`
  select found.id from unnest(${keys}::text[]) key cross join lateral (
    select ${merging.has(table) ? sql`coalesce(merged_into, id) as id` : sql`id`} from ${sql.table(table)} where external_id = key
      and organisation_id = app_organisation_id() offset 0) found`;

/** Rows of a table by two ids that follow each other in a key, by the index that begins with the first. */
export const byTwo =
  (table: string, first: string, second: string, type: "uuid" | "text" | "timestamptz") =>
  (keys: readonly string[]) =>
    sql`
  select found.id from unnest(${keys}::text[]) key cross join lateral (
    select id from ${sql.table(table)} where ${sql.ref(first)} = split_part(key, '|', 1)::uuid
      and ${sql.ref(second)} = split_part(key, '|', 2)::${sql.raw(type)}
      and organisation_id = app_organisation_id() offset 0) found`;

/**
 * Which row a record means whose noun has an id of the other system's, or else one thing that makes it out.
 * @param unique whether two rows cannot have that; where they can, the other system's id goes before
 */
export function chooseByKeys(said: Values, world: World, keys: readonly string[], unique: boolean): Choice {
  const { externalId } = said;
  const own = externalId ? world.of(`external:${externalId}`)[0] : undefined;
  const others = keys.filter((key) => !key.startsWith("external:")).flatMap((key) => world.of(key));
  const other = others[0];
  if (own !== undefined) {
    if (unique && other !== undefined && other !== own)
      return {
        reason: `The ID ${externalId} and the rest of the row mean two different ones (ID ${other.values.externalId ?? "none"} is the other).`,
        conflict: [own.id, other.id],
      };
    return { row: own };
  }
  const fits = others.filter((row) => !externalId || row.values.externalId === null);
  if (fits.length > 1 && unique)
    return {
      reason: "Two fit it equally. Give their ID.",
      conflict: fits.slice(0, 2).map((row) => row.id),
    };
  if (fits.length === 0 && other !== undefined && unique)
    return {
      reason: `It is there already, under the ID ${other.values.externalId}.`,
      conflict: [other.id],
    };
  return { row: fits[0] ?? null };
}
