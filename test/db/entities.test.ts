import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

/** A column, as the database and as the entities have it: all that must be equal. */
interface Column {
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  /** Derived by the database: never written. */
  readonly generated: boolean;
  readonly primary: boolean;
}

/** The migrator's own. */
const withoutEntity = ["schema_migration"];

/** These tables have none; an entity must. */
const withoutPrimaryKey = ["broadcast_tally", "broadcast_chart", "provider_message_key"];

/** Kept by triggers: as if derived. */
const keptByTriggers = ["customer.pet_names", "customer.search_key"];

async function columnsOfTables(): Promise<(Column & { hasDefault: boolean })[]> {
  const { rows } = await database.owner.query<Column & { hasDefault: boolean }>(
    `select c.relname || '.' || a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       a.attgenerated <> '' or c.relname || '.' || a.attname = any ($2) as generated, a.atthasdef and a.attgenerated = '' as "hasDefault",
       exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as primary
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any ($1)`,
    [withoutEntity, keptByTriggers],
  );
  return rows.map((row) => ({ ...row, type: row.type === "character varying(255)" ? "text" : row.type }));
}

function columnsOfEntities(): (Column & { hasDefault: boolean })[] {
  return [...database.orm.getMetadata().getAll().values()].flatMap((meta) =>
    meta.props // A relation to many has no column; one along a column that the entity has by itself adds none.
      .filter(
        ({ kind, fieldNames, persist }) =>
          fieldNames !== undefined && (kind === "scalar" || persist !== false),
      )
      .map((property) => ({
        column: `${meta.tableName}.${property.fieldNames[0]}`,
        type: nameOfType(property.columnTypes[0] ?? ""),
        nullable: property.nullable === true,
        generated: property.persist === false,
        primary: property.primary === true && !withoutPrimaryKey.includes(meta.tableName),
        hasDefault: property.defaultRaw !== undefined,
      })),
  );
}

/** PostgreSQL's name of a type. A text without a length is the ORM's `varchar(255)`: lengths are the tables' own checks. */
function nameOfType(columnType: string): string {
  const [, name = columnType, precision] = /^(timestamptz)(?:\((\d)\))?$/.exec(columnType) ?? [];
  if (name === "timestamptz")
    return precision === undefined || precision === "6"
      ? "timestamp with time zone"
      : `timestamp(${precision}) with time zone`;
  const names = new Map([
    ["int", "integer"],
    ["time", "time without time zone"],
    ["varchar(255)", "text"],
  ]);
  return names.get(name) ?? name;
}

interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
}

async function foreignKeysOfTables(): Promise<ForeignKey[]> {
  const columns = (key: string, relation: string) => `(select array_agg(a.attname::text order by place)
      from unnest(k.${key}) with ordinality one (number, place) join pg_attribute a on a.attrelid = k.${relation} and a.attnum = one.number)`;
  const { rows } = await database.owner.query<ForeignKey>(
    `select k.conrelid::regclass::text as "table", k.confrelid::regclass::text as target,
       ${columns("conkey", "conrelid")} as columns, ${columns("confkey", "confrelid")} as "targetColumns",
       case k.confdeltype when 'a' then '' when 'c' then ' cascade' when 'n' then ' set null' else k.confdeltype::text end as "onDelete"
     from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  );
  return rows;
}

function foreignKeysOfEntities(): ForeignKey[] {
  return [...database.orm.getMetadata().getAll().values()].flatMap((meta) =>
    meta.relations
      .filter((relation) => relation.kind === "m:1" || (relation.kind === "1:1" && relation.owner))
      .map((relation) => ({
        table: meta.tableName,
        columns: relation.joinColumns,
        target: relation.targetMeta?.tableName ?? "",
        targetColumns: relation.referencedColumnNames,
        onDelete:
          relation.deleteRule === "no action" ? "" : relation.deleteRule ? ` ${relation.deleteRule}` : "",
      })),
  );
}

/** A key without the tenant, which every key between tenants' rows carries: an entity's key is its own id. */
function keyCompared({ table, columns, target, targetColumns, onDelete }: ForeignKey): string {
  const pairs = columns.map((column, at) => [column, targetColumns[at]] as const);
  const own = pairs.filter(([column, there]) => column !== "organisation_id" || there !== "organisation_id");
  return `${table} (${own.map(([column]) => column).join()}) → ${target} (${own.map(([, there]) => there).join()})${onDelete}`;
}

const compared = ({ column, type, nullable, generated, primary }: Column) =>
  `${column} ${type}${nullable ? " null" : ""}${generated ? " generated" : ""}${primary ? " primary" : ""}`;

describe("entities and tables", () => {
  it("are the same: every table, every column with its type, nullability, and whether it is derived or of the primary key", async () => {
    const tables = await columnsOfTables();
    expect(columnsOfEntities().map(compared).toSorted()).toEqual(tables.map(compared).toSorted());
  });

  it("refer to the same: every foreign key is a relation and every relation a foreign key, with what happens on deletion", async () => {
    const tables = await foreignKeysOfTables();
    expect(foreignKeysOfEntities().map(keyCompared).toSorted()).toEqual(tables.map(keyCompared).toSorted());
  });

  it("carry the tenant in every foreign key between tenants' rows, so that an entity may refer by id alone", async () => {
    const { rows } = await database.owner.query<{ table: string }>(
      `select c.relname as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'organisation_id'`,
    );
    const tenants = new Set(rows.map(({ table }) => table));
    const without = (await foreignKeysOfTables()).filter(
      ({ target, columns, targetColumns }) =>
        tenants.has(target) && targetColumns[columns.indexOf("organisation_id")] !== "organisation_id",
    );
    expect(without).toEqual([]);
  });

  it("leave out on creation only what the database fills in", async () => {
    const tables = await columnsOfTables();
    const filled = new Set(tables.filter((one) => one.hasDefault).map((one) => one.column));
    const missing = columnsOfEntities().filter((one) => one.hasDefault && !filled.has(one.column));
    expect(missing.map((one) => one.column)).toEqual([]);
  });

  it("hold the same words where a column holds one of a closed list", async () => {
    const { rows } = await database.owner.query<{ column: string; definition: string }>(
      `select c.relname || '.' || a.attname as column, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join pg_class c on c.oid = k.conrelid
       join pg_attribute a on a.attrelid = c.oid and k.conkey = array[a.attnum]
       where k.contype = 'c' and k.connamespace = 'public'::regnamespace`,
    );
    const inTables = rows.flatMap(({ column, definition }) => {
      const list = /^CHECK \(\(\w+ = (?:ANY \(ARRAY\[([^\]]*)\]\)|('[^']*'::text))\)\)$/.exec(definition);
      const words = (list?.[1] ?? list?.[2])?.split(", ").map((word) => word.replace(/^'(.*)'::text$/, "$1"));
      return words === undefined ? [] : [`${column}: ${words.toSorted().join(", ")}`];
    });
    const inEntities = [...database.orm.getMetadata().getAll().values()].flatMap((meta) =>
      meta.props
        .filter((property) => property.items !== undefined && property.persist !== false)
        .map(
          (property) =>
            `${meta.tableName}.${property.fieldNames[0]}: ${property.items?.toSorted().join(", ")}`,
        ),
    );
    expect(inEntities.toSorted()).toEqual(inTables.toSorted());
  });
});
