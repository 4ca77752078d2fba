import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { ImportNoun } from "@packpost/db/enums";
import { sql } from "kysely";
import { addFamilies, joinFamilies } from "./add-families.ts";
import { applicationNoun } from "./application-noun.ts";
import { appointmentNoun } from "./appointment-noun.ts";
import { customerNoun } from "./customer-noun.ts";
import { familyNoun } from "./family-noun.ts";
import type { UpsertRecord } from "./fields.ts";
import { customerKeys, findReferences, type ReferenceWorlds } from "./find-references.ts";
import { type Batch, loadRows } from "./load-rows.ts";
import { isRefusal, type Noun, type Reading, type Refusal } from "./noun.ts";
import { petNoun } from "./pet-noun.ts";
import { registrationNoun } from "./registration-noun.ts";
import { type Told, type ToldOutcome, tellOutcomes } from "./tell-outcomes.ts";
import { transactionNoun } from "./transaction-noun.ts";
import { type Row, type Values, World } from "./world.ts";
import { giveNumbers, newIds, unsubscribe, writeRows } from "./write-rows.ts";

/** What the upsert knows of each noun. */
export const nouns: Readonly<Record<ImportNoun, Noun>> = {
  customer: customerNoun,
  family: familyNoun,
  pet: petNoun,
  application: applicationNoun,
  registration: registrationNoun,
  appointment: appointmentNoun,
  transaction: transactionNoun,
};

/**
 * Creates or changes the rows that records are about, within a unit of work: a few statements for all of them, whatever they are. The
 * same row twice is folded in the order of the records (T57). Eligibility follows by its triggers.
 * @param batch.hold whether it is written; a dry run tells the same and writes nothing
 * @param placeOf what the reader calls the record at a place, such as `row 12 of this file`
 * @returns one outcome for each record, in their order
 */
export async function upsertBatch(
  batch: Batch,
  noun: ImportNoun,
  records: readonly UpsertRecord[],
  placeOf: (place: number) => string,
): Promise<ToldOutcome[]> {
  const of = nouns[noun];
  const { em, organisationId } = batch;
  // Read before it is our turn: addresses and numbers are most of what is to be done here.
  const read = records.map((record) => of.read(record));
  if (batch.hold)
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.upserts)}, hashtext(${organisationId}))`.execute(
      em.getKysely(),
    );
  const readings = read.filter((one): one is Reading => !isRefusal(one));
  const references = await findReferences(batch, strip(noun, readings));
  if (noun === "customer") await addFamilies(batch, references.families, readings);
  const settled = read.map((one) => (isRefusal(one) ? one : settle(of, one, references)));
  const world = await openWorld(batch, of, settled);
  const ids = await newIds(batch, settled.length);
  const told = settled.map((one, place): Told => {
    if (isRefusal(one)) return one;
    return fold({ of, world, references, place, id: ids[place] ?? "" }, one);
  });
  const rows = world.rows().filter((row) => row.firstBy !== null);
  if (noun === "customer") await joinFamilies(batch, references.families, rows);
  if (batch.hold) await write(batch, of, rows, references);
  else await remember(batch, of, rows, references);
  return tellOutcomes({ batch, of, told, references, placeOf });
}

interface Settled {
  readonly reading: Reading;
  readonly said: Values;
}

function settle(of: Noun, reading: Reading, references: ReferenceWorlds): Settled | Refusal {
  const said = of.settle(reading, references);
  return isRefusal(said) ? said : { reading, said };
}

/** A customer's own keys are no reference. */
function strip(noun: ImportNoun, readings: readonly Reading[]): Reading[] {
  if (noun !== "customer") return [...readings];
  return readings.map(({ values, wanted: { customer: _own, ...wanted } }) => ({ values, wanted }));
}

async function openWorld(batch: Batch, of: Noun, settled: readonly (Settled | Refusal)[]): Promise<World> {
  const keys = settled.flatMap((one) => {
    if (isRefusal(one)) return [];
    const own = of.name === "customer" && one.reading.wanted.customer;
    return own ? customerKeys(own) : of.keysOf(one.said);
  });
  const world = new World(of.keysOf);
  for (const row of await loadRows(batch, of, keys)) world.add(row);
  return world;
}

function fold(
  at: { of: Noun; world: World; references: ReferenceWorlds; place: number; id: string },
  { reading, said }: Settled,
): Told {
  const { of, world, references, place } = at;
  const choice = of.choose(said, world, reading.wanted, references);
  if (isRefusal(choice)) return choice;
  const note = choice.note === undefined ? {} : { note: choice.note };
  if (choice.row === null) {
    const complete = of.complete(said);
    if (isRefusal(complete)) return complete;
    const row = world.add({ id: at.id, isNew: true, values: {} });
    world.say(row, complete, place);
    return { row, mentioned: Object.keys(said), ...note };
  }
  const { row } = choice;
  const { externalId, ...others } = said;
  const own = externalId && row.ledBy.has(`external:${externalId}`) ? others : said;
  const guarded = of.guard?.(row, own) ?? { said: own };
  const differing = Object.entries(guarded.said).filter(([name, value]) => {
    const before = row.values[name] ?? null;
    if (before === value) return false;
    return before === null || value === null || of.isSame?.(name, before, value) !== true;
  });
  world.say(row, Object.fromEntries(differing), place);
  return {
    ...{ row, mentioned: Object.keys(guarded.said) },
    ...note,
    ...(guarded.note !== undefined && { note: guarded.note }),
  };
}

async function write(
  batch: Batch,
  of: Noun,
  rows: readonly Row[],
  references: ReferenceWorlds,
): Promise<void> {
  if (of.name !== "customer") return writeRows(batch, of, rows);
  await writeRows(
    batch,
    familyNoun,
    references.families.rows().filter(({ isNew }) => isNew),
  );
  await giveNumbers(
    batch,
    rows.filter(({ isNew }) => isNew),
  );
  await writeRows(batch, of, rows);
  await unsubscribe(batch, rows);
}

async function remember(
  batch: Batch,
  of: Noun,
  rows: readonly Row[],
  references: ReferenceWorlds,
): Promise<void> {
  const { memory } = batch;
  if (memory === null) return;
  const kept = (noun: Noun, all: readonly Row[]) =>
    memory.remember(
      noun.name,
      all
        .filter(
          (row) => row.isNew || Object.keys(row.values).some((name) => row.values[name] !== row.before[name]),
        )
        .map(({ id, isNew, values }) => ({ row: { id, isNew, values }, keys: noun.keysOf(values) })),
    );
  if (of.name === "customer")
    await kept(
      familyNoun,
      references.families.rows().filter(({ isNew }) => isNew),
    );
  await kept(of, rows);
}
