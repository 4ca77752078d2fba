import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase } from "../support/create-database.ts";

const folder = new URL("../../packages/db/src/migrations/", import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".sql"))
  .toSorted();

let database: Awaited<ReturnType<typeof createDatabase>>;
let owner: pg.Client;

beforeAll(async () => {
  const services = inject("services");
  const empty = new URL(services.templateOwnerUrl);
  empty.pathname = "/template1";
  database = await createDatabase({ ...services, templateOwnerUrl: empty.toString() });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const file of files.filter((name) => name < "033")) await run(file);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function run(file: string): Promise<void> {
  await owner.query(`begin;\n${readFileSync(new URL(file, folder), "utf8")}\ncommit`);
}

const org = "00000000-0000-4000-8000-000000000001";

/** People as an older installation has them: number, name, address. */
const people = [
  [1, "Ciara O’Brien", "Hans@Müller.example"],
  [2, "José Núñez", "hans@xn--mller-kva.example"],
  [3, "Tom Brown", "a..b@mail.example"],
  [4, "Eva Weiß", "tom\u200b@mail.example"],
  [5, "Rafał Nowak", "rafał@mail.example"],
  [6, "Ana Ray", "Ana@Mail.example "],
] as const;

describe("a database that is older than the rules of addresses and names", () => {
  it("K12 K17 is brought to them, with everybody's standing", async () => {
    await owner.query(
      `begin;
       select set_config('app.organisation_id', '${org}', true);
       insert into organisation (id, name, zone, sender_name, sender_email) values ('${org}', 'Old', 'UTC', 'Old', 'News@Müller.example');
       insert into pass (organisation_id, id, name) values ('${org}', '${org}', 'Pass')`,
    );
    for (const [number, name, email] of people) {
      const [first, last] = name.split(" ");
      await owner.query("insert into family (organisation_id, id, name) values ($1, $2, $3)", [
        org,
        idOf(number),
        last,
      ]);
      await owner.query(
        "insert into customer (organisation_id, id, number, family_id, first_name, last_name, email) values ($1, $2, $3, $2, $4, $5, $6)",
        [org, idOf(number), number, first, last, email],
      );
      await owner.query(
        "insert into application (organisation_id, customer_id, pass_id, status) values ($1, $2, $1, 'approved')",
        [org, idOf(number)],
      );
    }
    await owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason, created_at) values
         ($1, 'address', 'hans@müller.example', 'by_hand', '2026-02-01'), ($1, 'address', 'hans@xn--mller-kva.example', 'by_hand', '2026-01-01'),
         ($1, 'domain', 'müller.example', 'by_hand', '2026-01-01')`,
      [org],
    );
    await owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'campaign', false, 'link')",
      [org, idOf(1)],
    );
    await owner.query("commit");

    for (const file of files.filter((name) => name >= "033")) await run(file);

    await owner.query("begin");
    await owner.query("select set_config('app.organisation_id', $1, true)", [org]);
    const keys = await owner.query(
      "select number, email_key, name_key, search_key from customer order by number",
    );
    expect(keys.rows.map(({ email_key, name_key }) => [email_key, name_key])).toEqual([
      ["hans@xn--mller-kva.example", "ciara o'brien"],
      ["hans@xn--mller-kva.example", "jose nunez"],
      [null, "tom brown"],
      [null, "eva weiss"],
      [null, "rafal nowak"],
      ["ana@mail.example", "ana ray"],
    ]);
    expect(keys.rows[1].search_key).toBe("jose nunez hans@muller.example 2");
    const sender = await owner.query("select sender_email from organisation where id = $1", [org]);
    expect(sender.rows).toEqual([{ sender_email: "news@xn--mller-kva.example" }]);
    const differences = await owner.query(`
      select * from (select * from standing except select * from standing_truth) kept
      union all select * from (select * from standing_truth except select * from standing) truth`);
    expect(differences.rows).toEqual([]);
    const { rows } = await owner.query(
      "select number, reasons & (512 | 1024 | 8192 | 131072) as reasons from standing join customer on customer.id = customer_id order by number",
    );
    expect(rows.map(({ reasons }) => reasons)).toEqual([
      8192 + 131072 + 1024,
      8192 + 131072 + 1024,
      512,
      512,
      512,
      0,
    ]);
    const suppressed = await owner.query(
      "select kind, value_key from suppression where lifted_at is null order by kind",
    );
    expect(suppressed.rows).toEqual([
      { kind: "address", value_key: "hans@xn--mller-kva.example" },
      { kind: "domain", value_key: "xn--mller-kva.example" },
    ]);
    await owner.query("commit");
    const { rows: unforced } = await owner.query(
      "select relname from pg_class where relrowsecurity and not relforcerowsecurity and relkind = 'r'",
    );
    expect(unforced).toEqual([]);
  });
});

function idOf(number: number): string {
  return `00000000-0000-4000-8000-00000000010${number}`;
}
