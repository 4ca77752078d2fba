import { inOrganisation } from "@packpost/db/orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let tenant: TestOrganisation;
let other: TestOrganisation;

const insert = `insert into audit (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id)
  values ($1, 'staff', $2, 'campaign.edited', 'campaign', uuidv7())`;

/** As the app's role, of an organisation. */
async function asApp(of: TestOrganisation, statement: string, values: unknown[] = []) {
  const client = await database.app.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.organisation_id', $1, true)", [of.organisationId]);
    const answer = await client.query(statement, values);
    await client.query("commit");
    return answer.rows;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

beforeAll(async () => {
  tenant = await createTestOrganisation(database.orm);
  other = await createTestOrganisation(database.orm);
  for (const one of [tenant, other]) await asApp(one, insert, [one.organisationId, one.staff.owner]);
});

describe("O3 the audit in the database's own rights", () => {
  it.each([
    ["update", "update audit set detail = '{}'"],
    ["update of one column", "update audit set action = 'campaign.created' where action = 'campaign.edited'"],
    ["delete", "delete from audit"],
    ["truncate", "truncate audit"],
    ["merge", "merge into audit using (select 1) one on true when matched then delete"],
    [
      "upsert",
      `${insert.replace("$1", "app_organisation_id()").replace("$2", "null")} on conflict (id) do update set detail = '{}'`,
    ],
    ["lock as if to change it", "select from audit for update"],
    ["drop", "drop table audit"],
    ["a policy of one's own", "create policy mine on audit using (true)"],
    ["row security switched off", "alter table audit disable row level security"],
    ["a trigger", "create trigger t before insert on audit for each row execute function recall_erased()"],
    ["an index", "create index on audit (action)"],
  ])("O3 refuses the app's role: %s", async (_what, statement) => {
    await expect(asApp(tenant, statement)).rejects.toMatchObject({ code: "42501" });
  });

  it("O3 adds and reads its own organisation's entries, and writes into no other's", async () => {
    expect(await asApp(tenant, "select organisation_id from audit where action = 'campaign.edited'")).toEqual(
      [{ organisation_id: tenant.organisationId }],
    );
    await expect(asApp(tenant, insert, [other.organisationId, other.staff.owner])).rejects.toMatchObject({
      code: "42501",
    });
  });

  it("O3 the unit of work of the app cannot either", async () => {
    await expect(
      inOrganisation(database.orm, tenant.organisationId, (em) =>
        em.getKysely().deleteFrom("audit").execute(),
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
