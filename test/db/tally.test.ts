import { randomUUID } from "node:crypto";
import { compactTallies } from "@packpost/core/broadcast/compact-tallies";
import { type ChartPoint, getChart } from "@packpost/core/campaign/progress/get-chart";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { createDraft, createRecipients } from "../support/create-campaign.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let campaignId = "";
let rows: string[] = [];

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  const passId = await createPass(organisation);
  campaignId = await createDraft(organisation, { passId });
  rows = await createRecipients(organisation, { campaignId, passId, count: 60 });
  await began(organisation.organisationId, "2026-03-01T09:00:00Z");
});

const facts = [
  "sent_at",
  "delivered_at",
  "opened_at",
  "bot_opened_at",
  "clicked_at",
  "hard_bounced_at",
  "soft_bounced_at",
  "unsubscribed_at",
  "complained_at",
  "failed_at",
  "unconfirmed_at",
  "cancelled_at",
] as const;

async function began(organisationId: OrganisationId, at: string): Promise<void> {
  await inOrganisation(database.orm, organisationId, (em) =>
    sql`update broadcast set sending_began_at = ${at} where id = ${campaignId}`.execute(em.getKysely()),
  );
}

/** Sets a fact on some rows in one statement, or takes it back (a test's right, to make the sums move both ways). */
async function change(
  fact: (typeof facts)[number],
  ids: readonly string[],
  minutes: number | null,
): Promise<void> {
  await inOrganisation(database.orm, organisation.organisationId, async (em) => {
    const sorted = [...ids].sort();
    await sql`select from recipient where id = any(${sorted}) order by id for update`.execute(em.getKysely());
    await sql`update recipient set ${sql.ref(fact)} = '2026-03-01T09:00:00Z'::timestamptz + make_interval(secs => ${minutes}::float8 * 60) where id = any(${sorted})`.execute(
      em.getKysely(),
    );
  });
}

async function differences(): Promise<unknown[]> {
  const { rows: found } = await database.owner.query(
    `select coalesce(c.measure, t.measure) as measure, c.n as counted, t.n as tallied
     from (select m.measure, sum(m.n) as n from recipient r, recipient_measures(r.status, sent_at, delivered_at, opened_at, bot_opened_at,
             clicked_at, bot_clicked_at, hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) m
           where broadcast_id = $1 group by 1 having sum(m.n) <> 0) c
     full join (select measure, sum(n) as n from broadcast_tally where broadcast_id = $1 group by 1 having sum(n) <> 0) t using (measure)
     where c.n is distinct from t.n`,
    [campaignId],
  );
  return found;
}

describe("C15 totals", () => {
  it("C15 equal a recount after any changes, also made at the same moment", async () => {
    const step = fc.record({
      fact: fc.constantFrom(...facts),
      from: fc.integer({ min: 0, max: 59 }),
      count: fc.integer({ min: 1, max: 30 }),
      minutes: fc.option(
        fc.oneof(fc.integer({ min: -5, max: 1_500 }), fc.double({ min: 0, max: 70_000, noNaN: true })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (rounds) => {
          for (const round of rounds) {
            await Promise.all(
              round.map(({ fact, from, count, minutes }) =>
                change(fact, rows.slice(from, from + count), minutes),
              ),
            );
          }
          expect(await differences()).toEqual([]);
          expect(await checkInvariants({ ctx: organisation.asSystem, input: { campaignId } })).toEqual([]);
          await compactTallies({ ctx: organisation.asSystem, input: { broadcastId: campaignId } });
          expect(await checkInvariants({ ctx: organisation.asSystem, input: { campaignId } })).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
    const { rows: sums } = await database.owner.query(
      "select sum(n)::int as people from broadcast_tally where broadcast_id = $1 and measure not like 'fact:%'",
      [campaignId],
    );
    expect(sums).toEqual([{ people: 60 }]);
  }, 120_000);

  it("C10 the chart's counts follow when the moment of sending is corrected, and are found when they are off", async () => {
    const ctx = organisation.asSystem;
    for (const fact of facts) await change(fact, rows, null);
    await change("delivered_at", rows, 10);
    await began(organisation.organisationId, "2026-03-01T08:30:00Z");
    expect(await checkInvariants({ ctx, input: { campaignId } })).toEqual([]);
    await database.owner.query("update broadcast_chart set n = n + 1 where broadcast_id = $1", [campaignId]);
    expect(await checkInvariants({ ctx, input: { campaignId } })).toMatchObject([
      { invariant: "the chart equals a recount" },
    ]);
    await database.owner.query("update broadcast_chart set n = n - 1 where broadcast_id = $1", [campaignId]);
  });

  it("issue 7 scale: a look at the chart reads no recipient", async () => {
    const counter = await ReadCounter.open(database.appUrl, database.owner);
    const { organisationId } = organisation;
    const ctx = staffContext({ orm: counter.orm, organisationId }, randomUUID());
    let chart: ChartPoint[] = [];
    const read = await counter.of(async () => {
      chart = await getChart({ ctx, input: { campaignId, range: "hour" } });
    });
    await counter.close();
    expect(chart.at(-1)).toMatchObject({ delivered: 60 });
    expect(read).not.toHaveProperty("recipient");
  });

  it("C10 'Something doesn't match?' finds a counter that is off, and who is affected", async () => {
    const ctx = organisation.asSystem;
    expect(await checkInvariants({ ctx })).toEqual([]);
    await database.owner.query(
      "insert into broadcast_tally (organisation_id, broadcast_id, measure, n) values ($1, $2, 'delivered', 1)",
      [organisation.organisationId, campaignId],
    );
    const broken = await checkInvariants({ ctx, input: { campaignId } });
    expect(broken).toEqual([{ invariant: "the counters equal a recount", count: 1, ids: [campaignId] }]);
    expect(await checkInvariants({ ctx, input: { campaignId: randomUUID() } })).toEqual([]);
  });
});
