import { changesAfter, firstPlace } from "@packpost/core/outcome/read-changes";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let mine: TestOrganisation;

beforeAll(async () => {
  mine = await createTestOrganisation(database.orm);
  const other = await createTestOrganisation(database.orm);
  // 100,000 changes, each of up to a thousand messages, and as many of somebody else's.
  for (const { organisationId } of [mine, other])
    await database.owner.query(
      `insert into outcome_change (organisation_id, transaction_id, recipient_ids)
       select $1, n, array(select uuidv7() from generate_series(1, case when n % 100 = 0 then 200 else 2 end)) from generate_series(1, 100000) n`,
      [organisationId],
    );
}, 120_000);

async function explain(transactionId: string) {
  return inOrganisation(database.orm, mine.organisationId, async (em) => {
    const statement = changesAfter(mine, { ...firstPlace, transactionId }, 201);
    const { rows } = await sql<{
      "QUERY PLAN": string;
    }>`explain (analyze, buffers, costs off, timing off, summary off) ${statement}`.execute(em.getKysely());
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    const [, hit = "0"] = /shared hit=(\d+)/.exec(plan) ?? [];
    const [, read = "0"] = /shared (?:hit=\d+ )?read=(\d+)/.exec(plan) ?? [];
    return { plan, blocks: Number(hit) + Number(read) };
  });
}

describe("P10 a page of outcomes among 200,000 changes", () => {
  it.each(["0", "50000", "99990"])(
    "P10 reads along the index from transaction %s on, and no further than the page",
    async (from) => {
      const { plan, blocks } = await explain(from);
      expect(plan).toContain("outcome_change_in_order");
      expect(plan).not.toContain("Seq Scan");
      expect(blocks, plan).toBeLessThan(400);
    },
  );

  it("P10 the same before any statistics know the table, and after", async () => {
    await database.owner.query("analyze outcome_change");
    const { plan, blocks } = await explain("50000");
    expect(plan).toContain("outcome_change_in_order");
    expect(blocks, plan).toBeLessThan(400);
  });
});
