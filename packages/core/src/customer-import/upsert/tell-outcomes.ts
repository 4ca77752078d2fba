import { sql } from "kysely";
import type { FieldChange, UpsertOutcome } from "./fields.ts";
import type { ReferenceWorlds } from "./find-references.ts";
import type { Batch } from "./load-rows.ts";
import { isRefusal, type Noun, type Refusal } from "./noun.ts";
import type { Row } from "./world.ts";

/** What a record came to: the row that it is about, or why it is refused. */
export type Told =
  | { readonly row: Row; readonly mentioned: readonly string[]; readonly note?: string }
  | Refusal;

/** What became of a record, and what it has written by the names of values: before and after, for an undoing. */
export interface ToldOutcome {
  readonly outcome: UpsertOutcome;
  readonly stored: Readonly<Record<string, readonly [string | null, string | null]>>;
}

/**
 * What became of each record: of several about one row, each tells the values that it has said last; a new row is the first one's. So
 * what was said and taken back within a batch is no change, and a file that is run again changes nothing.
 */
export async function tellOutcomes(parts: {
  batch: Batch;
  of: Noun;
  told: readonly Told[];
  references: ReferenceWorlds;
  placeOf: (place: number) => string;
}): Promise<ToldOutcome[]> {
  const { of, told, references } = parts;
  const names = await loadNames(parts.batch, of, told, references);
  const nameOf = (id: string | null | undefined) => references.nameOf(id) ?? (id && names.get(id)) ?? null;
  const shown = (name: string, value: string | null | undefined) =>
    name.endsWith("Id") && name !== "externalId" ? nameOf(value) : (value ?? null);
  return told.map((one, place): ToldOutcome => {
    if (isRefusal(one)) return { outcome: { outcome: "refused", ...one }, stored: {} };
    const { row } = one;
    const mine = Object.entries(of.columns).flatMap(([name, { field }]) => {
      const after = row.values[name] ?? null;
      const before = row.before[name] ?? null;
      const isMine = row.isNew
        ? row.firstBy === place && after !== null && after !== ""
        : row.saidBy.get(name) === place;
      // A new customer's number is no doing of the record's.
      return isMine && before !== after && name !== "number" ? [{ name, field, before, after }] : [];
    });
    const changes = mine.map(({ name, field, before, after }): FieldChange => {
      return { field, before: shown(name, before), after: shown(name, after) };
    });
    const stored = Object.fromEntries(
      mine.map(({ name, before, after }) => [name, [before, after] as const]),
    );
    const label = of.labelOf(row.values, { ...references, nameOf });
    const same =
      row.firstBy !== null && row.firstBy < place ? `The same as ${parts.placeOf(row.firstBy)}.` : null;
    const notes = [one.note, same].filter((note) => note !== undefined && note !== null);
    const said = { id: row.id, label, ...(notes.length > 0 && { note: notes.join(" ") }) };
    if (row.isNew && row.firstBy === place)
      return { outcome: { outcome: "created", ...said, changes }, stored };
    if (changes.length === 0) return { outcome: { outcome: "unchanged", ...said }, stored: {} };
    return { outcome: { outcome: "changed", ...said, changes }, stored };
  });
}

/** What rows are called that values refer to and no record has named, such as the family that somebody has left. */
async function loadNames(
  batch: Batch,
  of: Noun,
  told: readonly Told[],
  references: ReferenceWorlds,
): Promise<Map<string, string>> {
  const rows = new Set(told.flatMap((one): Row[] => (isRefusal(one) ? [] : [one.row])));
  const wanted = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [name, { field }] of Object.entries(of.columns)) {
      if (!name.endsWith("Id") || name === "externalId") continue;
      for (const id of [row.before[name], row.values[name]])
        if (id && references.nameOf(id) === null) wanted.set(field, (wanted.get(field) ?? new Set()).add(id));
    }
  const names = new Map<string, string>();
  for (const [field, ids] of wanted) {
    const table = field === "staff" ? "staff_member" : field;
    const name = field === "customer" ? sql`btrim(first_name || ' ' || last_name)` : sql`name`;
    const { rows: found } = await sql<{ id: string; name: string }>`
      select id, ${name} as name from ${sql.table(table)}
      where organisation_id = ${batch.organisationId} and id = any (${[...ids]}::uuid[])`.execute(
      batch.em.getKysely(),
    );
    for (const one of found) names.set(one.id, one.name);
  }
  return names;
}
