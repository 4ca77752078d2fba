import { alertAudience } from "@packpost/core/alert/audience-sql";
import { cancelledAudience } from "@packpost/core/alert/cancelled-sql";
import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";
import { type BenchVisits, seedVisits } from "../support/seed-visits.ts";

const database = openTestDatabase();
let large: BenchVisits;
let small: BenchVisits;

beforeAll(async () => {
  const { orm, ownerUrl } = database;
  large = await seedVisits({ orm, ownerUrl, families: 20_000, visits: 100_000 });
  // What no statistics know yet.
  small = await seedVisits({ orm, ownerUrl, families: 30 });
}, 120_000);

/** The plan of a statement as the app's role runs it, under row-level security. */
function explain({ organisationId }: BenchVisits, statement: RawBuilder<unknown>): Promise<string> {
  return inOrganisation(database.orm, organisationId, async (em) => {
    const { rows } = await sql<{
      "QUERY PLAN": string;
    }>`explain (analyze, costs off, timing off, summary off) ${statement}`.execute(em.getKysely());
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

const DAY_MS = 86_400_000;

/** So many days from now on, so many days long. */
const daysFrom = (from: number, days: number) => {
  const at = (n: number) => new Date(Date.now() + n * DAY_MS);
  return { from: at(from), until: at(from + days) };
};

describe("A3 the count of an alert's recipients at 100,000 visits", () => {
  it.each([
    ["a day", daysFrom(0, 1)],
    ["seven days", daysFrom(0, 7)],
    ["seven days in a year", daysFrom(300, 7)],
  ])(
    "A3 %s: along the range's visits by index, one probe a family, and refused numbers alone",
    async (_name, range) => {
      const plan = await explain(
        large,
        sql`select count(*), min(starts_at), max(last_at) from ${alertAudience(large, range)} audience`,
      );
      expect(plan).toMatch(/Index Only Scan using appointment_scheduled/);
      expect(plan).toMatch(/Index Only Scan using customer_by_family/);
      expect(plan).toMatch(
        /Index Only Scan using phone_number_refused|Index Scan using phone_number_refused/,
      );
      expect(plan).not.toMatch(/Seq Scan on (appointment|phone_number|customer)/);
    },
  );

  it("A3 who has cancelled is found among the cancelled alone", async () => {
    const plan = await explain(
      large,
      sql`select count(*) from ${cancelledAudience(large, daysFrom(0, 7))} audience`,
    );
    expect(plan).toMatch(/Index Only Scan using appointment_cancelled/);
    expect(plan).not.toMatch(/appointment_by_start|Seq Scan on (appointment|customer)/);
  });

  it("A3 an organisation of some visits beside it reads its own alone", async () => {
    const plan = await explain(
      small,
      sql`select count(*) from ${alertAudience(small, daysFrom(0, 7))} audience`,
    );
    expect(plan).toMatch(/appointment_scheduled/);
    expect(plan).not.toMatch(/Seq Scan on (appointment|customer)/);
  });
});
