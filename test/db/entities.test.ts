import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

type Column = { table_name: string; column_name: string; nullable: boolean; generated: boolean };

/** Tables that the ORM does not map: read and written by SQL alone. */
const withoutEntity = new Set([
  "campaign_entry",
  "campaign_review",
  "standing",
  "campaign_tally",
  "campaign_chart",
  "installation",
  "schema_migration",
  "rate_limit",
  "opening",
  "suppression_sync",
  "sender_check",
]);

async function columns(): Promise<Column[]> {
  const { rows } = await database.owner.query<Column>(`
    select c.table_name, c.column_name, c.is_nullable = 'YES' as nullable, c.is_generated = 'ALWAYS' as generated
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'auth\\_%'`);
  return rows;
}

/** Tables, columns and nullability as the entities say. */
function properties() {
  return [...database.orm.getMetadata().getAll().values()].flatMap((meta) =>
    meta.props.map((property) => ({
      table: meta.tableName,
      column: property.fieldNames[0] ?? "",
      nullable: property.nullable === true,
      written: property.persist !== false,
    })),
  );
}

describe("entities and tables", () => {
  it("name the same columns with the same nullability", async () => {
    const inDatabase = (await columns())
      .filter((column) => !withoutEntity.has(column.table_name))
      .map(({ table_name, column_name, nullable }) => `${table_name}.${column_name}${nullable ? "?" : ""}`);
    const inEntities = properties().map(
      ({ table, column, nullable }) => `${table}.${column}${nullable ? "?" : ""}`,
    );
    expect(inEntities.sort()).toEqual(inDatabase.sort());
  });

  it("never write a generated column", async () => {
    const generated = new Set(
      (await columns())
        .filter((column) => column.generated)
        .map((column) => `${column.table_name}.${column.column_name}`),
    );
    const written = properties().filter((one) => one.written && generated.has(`${one.table}.${one.column}`));
    expect(written).toEqual([]);
  });
});
