import type { EntityProperty } from "@mikro-orm/core";
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
const withoutPrimaryKey = ["broadcast_tally", "broadcast_chart"];

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
    meta.props.filter(isColumn).map((property) => ({
      column: `${meta.tableName}.${property.fieldNames[0]}`,
      type: nameOfType(property.columnTypes[0] ?? ""),
      nullable: property.nullable === true,
      generated: property.persist === false,
      primary: property.primary === true && !withoutPrimaryKey.includes(meta.tableName),
      hasDefault: property.defaultRaw !== undefined,
    })),
  );
}

/** A relation along columns that the entity has by themselves adds none. */
const isColumn = ({ kind, persist }: EntityProperty) => kind === "scalar" || persist !== false;

/** PostgreSQL's name of a type. A text without a length is the ORM's `varchar(255)`: lengths are the tables' own checks. */
function nameOfType(columnType: string): string {
  const [, name = columnType, precision] = /^(timestamptz)(?:\((\d)\))?$/.exec(columnType) ?? [];
  if (name === "timestamptz")
    return precision === undefined || precision === "6"
      ? "timestamp with time zone"
      : `timestamp(${precision}) with time zone`;
  const names = new Map([
    ["int", "integer"],
    ["varchar(255)", "text"],
  ]);
  return names.get(name) ?? name;
}

const compared = ({ column, type, nullable, generated, primary }: Column) =>
  `${column} ${type}${nullable ? " null" : ""}${generated ? " generated" : ""}${primary ? " primary" : ""}`;

describe("entities and tables", () => {
  it("are the same: every table, every column with its type, nullability, and whether it is derived or of the primary key", async () => {
    const tables = await columnsOfTables();
    expect(columnsOfEntities().map(compared).toSorted()).toEqual(tables.map(compared).toSorted());
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
