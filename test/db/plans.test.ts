import { audienceOf, clockNow } from "@packpost/core/audience/audience-sql";
import { listAudience } from "@packpost/core/audience/list-audience";
import { prefilterOf } from "@packpost/core/audience/prefilter-sql";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { placedByTime } from "@packpost/core/campaign/report/read-by-move";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { parseEntries } from "@packpost/core/manual-recipients/parse-entries";
import { resolvedEntries } from "@packpost/core/manual-recipients/resolve-entries-sql";
import { encodeCursor } from "@packpost/core/paging/cursor";
import { inOrganisation } from "@packpost/db/orm";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { type RawBuilder, sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
/** Has no lists. */
const noCampaign = "00000000-0000-7000-8000-000000000000";
let large: LargeOrganisation;
let small: LargeOrganisation;

beforeAll(async () => {
  const { orm, ownerUrl } = database;
  large = await seedLarge({ orm, customers: 60_000, ownerUrl });
  small = await seedLarge({ orm, customers: 300 });
}, 120_000);

/** The plan of a statement as the app runs it, and how many blocks of 8 kB it touched. */
async function explain(
  organisation: LargeOrganisation,
  statement: RawBuilder<unknown>,
): Promise<{ plan: string; blocks: number }> {
  return inOrganisation(database.orm, organisation.organisationId, async (em) => {
    const { rows } = await sql<{
      "QUERY PLAN": string;
    }>`explain (analyze, buffers, costs off, timing off, summary off) ${statement}`.execute(em.getKysely());
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    const [, hit = "0"] = /shared hit=(\d+)/.exec(plan) ?? [];
    const [, read = "0"] = /shared (?:hit=\d+ )?read=(\d+)/.exec(plan) ?? [];
    return { plan, blocks: Number(hit) + Number(read) };
  });
}

function as(organisation: LargeOrganisation) {
  return staffContext({ ...organisation, orm: database.orm }, organisation.ownerId);
}

describe("plans at 60,000 customers", () => {
  it("C4 counts an audience by one range of eligibility's key, without touching customers", async () => {
    const { plan } = await explain(
      large,
      sql`select reasons, count(*) from ${audienceOf({ campaignId: noCampaign, passId: large.passId })} audience group by reasons`,
    );
    expect(plan).toMatch(/eligibility_pkey|Seq Scan on eligibility/);
    expect(plan).not.toMatch(/Seq Scan on customer/);
  });

  it("C4 a small organisation beside a large one reads its own range, though no statistics know it yet", async () => {
    const { plan } = await explain(
      small,
      sql`select reasons, count(*) from ${audienceOf({ campaignId: noCampaign, passId: small.passId })} audience group by reasons`,
    );
    expect(plan).toContain("eligibility_pkey");
    expect(plan).not.toMatch(/Seq Scan on (eligibility|customer)/);
  });

  it("C4 judges a few people by key, before any statistics know their organisation", async () => {
    for (const organisation of [large, small]) {
      const people = sql`array(select id from customer where number <= 100)`;
      const { plan, blocks } = await explain(
        organisation,
        sql`select * from ${audienceOf({ campaignId: noCampaign, passId: organisation.passId }, people)} audience`,
      );
      expect(plan).toMatch(/(eligibility_pkey|eligibility_by_customer) on eligibility/);
      expect(plan).not.toMatch(
        /Seq Scan on (eligibility|customer)\b|eligibility_by_(reasons|validity|contact)/,
      );
      expect(blocks).toBeLessThan(2_000);
    }
  });

  it.each([
    [{ kind: "reason", reason: "complained" }, "eligibility_by_reasons"],
    [{ kind: "reason", reason: "registration_expired" }, "eligibility_by_validity"],
    [{ kind: "reason", reason: "silent" }, "eligibility_by_contact"],
    [{ kind: "reason", reason: "same_mailbox" }, "eligibility_shared"],
    [{ kind: "missing", field: "pet_names" }, "customer_lacking"],
    [{ kind: "missing", field: "last_name" }, "customer_lacking"],
  ] as const)("C4 C5 finds whom %o can be about by index", async (filter, index) => {
    const key = { campaignId: noCampaign, passId: large.passId };
    const { plan, blocks } = await explain(
      large,
      sql`with clock as materialized (${clockNow}) select * from (${prefilterOf(filter, key)}) candidate`,
    );
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on (eligibility|customer)\b/);
    expect(blocks).toBeLessThan(3_000);
  });

  it("K01 C18 asks a mailbox's consent by index, and keeps it for a thousand people at once", async () => {
    const contactability = await explain(
      large,
      sql`select * from customer_contactability where customer_id = any(array(select id from customer where number <= 200))`,
    );
    expect(contactability.plan).toContain("customer_by_mailbox");
    expect(contactability.plan).toMatch(/mailbox_choice_(pkey|refused)/);
    expect(contactability.plan).toMatch(/preference_(pkey|refused)/);
    expect(contactability.plan).not.toMatch(/Seq Scan on (preference|mailbox_choice|customer)\b/);
    const kept = await explain(
      large,
      sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
          select organisation_id, id, 'campaign', false, 'link' from customer where number between 20001 and 21000
          on conflict do nothing`,
    );
    expect(kept.blocks).toBeLessThan(1_000 * 100);
  });

  it("C3 resolves a pasted list by index, and hashes full lists whatever the statistics say", async () => {
    const entries = parseEntries("person77@mail.example, #1234, Maria Lopez");
    const resolved = await explain(large, sql`select * from ${resolvedEntries(entries)} resolved`);
    expect(resolved.plan).toContain("customer_by_mailbox");
    expect(resolved.plan).toContain("customer_by_full_name");
    expect(resolved.plan).not.toMatch(/Seq Scan on customer/);
    const ctx = as(large);
    const { campaignId } = await createCampaign({ ctx, input: {} });
    const key = { campaignId, passId: large.passId };
    const before = await countAudience({ ctx, input: key });
    const numbers = (from: number) => Array.from({ length: 10_000 }, (_, at) => `#${from + at}`).join();
    await enterPeople({ ctx, input: { campaignId, list: "add", text: numbers(1) } });
    await enterPeople({ ctx, input: { campaignId, list: "exclude", text: numbers(10_001) } });
    const { plan } = await explain(
      large,
      sql`select reasons, count(*) from ${audienceOf(key)} audience group by reasons`,
    );
    expect(plan).toMatch(/hashed SubPlan/);
    expect(plan).not.toMatch(/Seq Scan on customer\b/);
    const after = await countAudience({ ctx, input: key });
    expect(after.added).toBe(10_000);
    expect(after.reasons).toContainEqual({ code: "excluded_by_hand", people: 10_000 });
    expect(after.willReceive + after.willNot).toBe(before.willReceive + before.willNot);
  });

  it.each(["zzz", "qx'y", "person59123"])(
    "C3 K12 completes %s, which nobody or one has, without reading everybody for the first sixty",
    async (term) => {
      const { blocks } = await explain(large, sql`select * from search_customers(${term}, 60)`);
      const { rows } = await database.owner.query<{ pages: number }>(
        "select relpages as pages from pg_class where relname = 'customer'",
      );
      expect(blocks).toBeLessThan((rows[0]?.pages ?? 0) / 2);
    },
  );

  it.each(["large.example", "person", "biscuit milo"])(
    "C4 V2 what a search for %s costs depends on one's own organisation, not on how many have it in another",
    async (term) => {
      for (const search of [sql`search_customers(${term}, 10001)`, sql`find_customers(${term}, 60)`]) {
        await explain(small, sql`select * from ${search}`); // reads the catalogue, too
        const { blocks } = await explain(small, sql`select * from ${search}`);
        expect(blocks).toBeLessThan(1_500);
      }
    },
  );

  it("C4 searches by trigram, not by reading everybody", async () => {
    const { blocks } = await explain(large, sql`select * from search_customers('person59123')`);
    const { rows } = await database.owner.query<{ pages: number }>(
      "select relpages as pages from pg_class where relname = 'customer'",
    );
    expect(blocks).toBeLessThan((rows[0]?.pages ?? 0) / 2);
    const page = await listAudience({
      ctx: as(large),
      input: {
        campaignId: noCampaign,
        passId: large.passId,
        filter: { kind: "all" },
        search: "person59123@",
        pageSize: 50,
      },
    });
    expect(page.people.map((person) => person.number)).toEqual([59_123]);
  });

  it("C4 pages through everybody by keyset, none twice, none lost", async () => {
    const seen = new Set<number>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listAudience>> = await listAudience({
        ctx: as(small),
        input: {
          campaignId: noCampaign,
          passId: small.passId,
          filter: { kind: "all" },
          search: "",
          pageSize: 70,
          cursor,
        },
      });
      for (const person of page.people) {
        expect(seen.has(person.number)).toBe(false);
        seen.add(person.number);
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(300);
    const count = await countAudience({
      ctx: as(small),
      input: { campaignId: noCampaign, passId: small.passId },
    });
    expect(count.willReceive + count.willNot).toBe(300);
  });

  it("C4 P1 pages through customers in the order of the index, from anywhere", async () => {
    const { plan, blocks } = await explain(
      large,
      sql`select customer.id, eligibility.reasons from customer cross join lateral (
            select reasons from eligibility where eligibility.pass_id = ${large.passId} and eligibility.customer_id = customer.id
              and eligibility.organisation_id = customer.organisation_id offset 0) eligibility
          where customer.organisation_id = app_organisation_id() and search_key >= '' and (search_key, customer.id) > ('gus', ${large.ownerId}::uuid)
          order by search_key, customer.id limit 50`,
    );
    expect(plan).toContain("customer_by_name");
    expect(plan).not.toContain("Sort");
    expect(blocks).toBeLessThan(600);
  });

  it("claims a batch by the range of its slice, however much was sent before", async () => {
    const [campaignId] = (
      await database.owner.query<{ id: string }>(
        `with broadcast as (insert into broadcast (organisation_id, kind) values ($1, 'campaign') returning id)
         insert into campaign (organisation_id, id, name, pass_id, author_id) select $1, id, 'Large', $2, $3 from broadcast returning id`,
        [large.organisationId, large.passId, large.ownerId],
      )
    ).rows.map((row) => row.id);
    await database.owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, slice, cancelled_at)
       select $1, $2, customer_id, (row_number() over () - 1) / 5000, case when row_number() over () <= 55000 then now() end
       from eligibility where organisation_id = $1`,
      [large.organisationId, campaignId],
    );
    await database.owner.query("analyze recipient");
    const { plan, blocks } = await explain(
      large,
      sql`select id, customer_id from recipient where broadcast_id = ${campaignId} and slice = 11
          and attempt_id is null and skipped_at is null and cancelled_at is null order by id limit 500 for update skip locked`,
    );
    expect(plan).toContain("recipient_by_slice");
    expect(plan).not.toContain("Sort");
    expect(blocks).toBeLessThan(4000);
  });

  it.each([
    ["asc", null, ""],
    ["desc", null, ""],
    ["desc", ["2026-06-01T13:00:00Z", "00000000-0000-7000-8000-000000000000"], "opened"],
  ] as const)(
    "C10 K22 pages through recipients by time %s from %o along recipient_by_status",
    async (order, after, only) => {
      const { rows } = await database.owner.query<{ id: string }>(
        `with broadcast as (insert into broadcast (organisation_id, kind) values ($1, 'campaign') returning id)
         insert into campaign (organisation_id, id, name, pass_id, author_id) select $1, id, 'By time', $2, $3 from broadcast returning id`,
        [large.organisationId, large.passId, large.ownerId],
      );
      const campaignId = rows[0]?.id ?? "";
      await database.owner.query(
        `insert into recipient (organisation_id, broadcast_id, customer_id, sent_at, opened_at)
       select $1, $2, customer_id, '2026-06-01T12:00:00Z', case when n % 3 = 0 then timestamptz '2026-06-01T12:00:00Z' + n * interval '1 second' end
       from (select customer_id, row_number() over () as n from eligibility where organisation_id = $1 limit 20000) person`,
        [large.organisationId, campaignId],
      );
      await database.owner.query("analyze recipient");
      const { plan, blocks } = await explain(
        large,
        sql`select * from ${placedByTime(
          {
            campaignId,
            order,
            sort: "statusAt",
            search: "",
            pageSize: 50,
            filter: only === "" ? "all" : only,
            ...(after === null ? {} : { cursor: encodeCursor([...after]) }),
          },
          sql`true`,
        )} page`,
      );
      expect(plan).toContain("recipient_by_status");
      expect(plan).not.toMatch(/Seq Scan on recipient/);
      // Pages of recipients are filled to a third: a row moves within its page when it is claimed and recorded.
      expect(blocks).toBeLessThan(1_200);
    },
  );
});
