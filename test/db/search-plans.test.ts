import { findFamilies } from "@packpost/core/conversation/inbox/find-families";
import { searchMessages } from "@packpost/core/conversation/inbox/search-messages";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const entries = 40_000;
let large: LargeOrganisation;
let counter: ReadCounter;

beforeAll(async () => {
  const { orm, ownerUrl, appUrl, owner } = database;
  large = await seedLarge({ orm, customers: 30_000, ownerUrl });
  const { organisationId } = large;
  const client = await owner.connect();
  try {
    // Words as seeds without triggers write them (docs/decisions/2026-11-29-search.md); every entry has "meadow", each 400th "lantern"; "harvest" stood in
    // 4,000 of some years ago, "frost" in 2,500 of two days.
    await client.query("set session_replication_role = replica");
    await client.query(
      `insert into thread (organisation_id, id, family_id) select $1, uuidv7(), id from family where organisation_id = $1 order by id limit 200`,
      [organisationId],
    );
    await client.query(
      `insert into entry (organisation_id, id, thread_id, number, revision, kind, via, body, at)
       select $1, uuidv7(), thread.ids[1 + n % 200], 1 + n / 200, 1, 'message', 'portal',
         'meadow number' || n || case when n % 400 = 0 then ' lantern' else '' end || case when n % 3 = 0 and n between 4000 and 15999 then ' harvest' else '' end, app_now() - n * interval '1 hour'
       from generate_series(0, $2::int - 1) n, (select array_agg(id) as ids from thread where organisation_id = $1) thread`,
      [organisationId, entries],
    );
    await client.query(
      `insert into entry (organisation_id, id, thread_id, number, revision, kind, via, body, at)
       select $1, uuidv7(), (select id from thread where organisation_id = $1 order by id limit 1), 100000 + n, 1, 'message', 'portal',
         'frost number' || n, date_trunc('month', app_now() - interval '30000 hours') + interval '20 days' - n * interval '1 minute'
       from generate_series(0, 2499) n`,
      [organisationId],
    );
    await client.query(
      "insert into entry_words select organisation_id, id, at, entry_lexemes(organisation_id, at, body) from entry",
    );
    await client.query("analyze");
  } finally {
    client.release(true);
  }
  counter = await ReadCounter.open(appUrl, owner);
}, 120_000);
afterAll(() => counter.close());

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);
const search = (term: string) => searchMessages({ ctx: ctx(), input: { term, cursor: null, pageSize: 20 } });
const find = (term: string) => findFamilies({ ctx: ctx(), input: { term } });

describe("what a search reads", () => {
  it.each([
    ["what everybody has", "meadow", 20],
    ["what one has", "number31234", 1],
    ["what some have", "lantern", 20],
    ["what some have beside what everybody has", "meadow lantern", 20],
    ["a rare word before a common beginning", "number31234 mea", 1],
    ["what nobody has", "nosuchword", 0],
  ])("V12 of messages for %s: some thousands at most, of 40,000", async (_, term, hits) => {
    let found = -1;
    const read = await counter.of(async () => {
      found = (await search(term)).hits.length;
    });
    expect(found).toBe(hits);
    expect(read.entry_words ?? 0).toBeLessThan(7_000);
    expect(read.entry ?? 0).toBeLessThan(200);
  });

  it.each([
    // Too many to put in order, none of them among the newest: month by month.
    ["some hundreds in each month", "harvest", 25, (at: number) => 4_002 + 3 * at],
    ["a month that is full of it", "frost", 5, (at: number) => at],
  ] as const)(
    "V12 of messages long ago for %s: page after page, newest first, without a gap or a repeat",
    async (_, term, pages, nth) => {
      const found: number[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pages; page += 1) {
        const read = await counter.of(async () => {
          const { hits, nextCursor } = await searchMessages({
            ctx: ctx(),
            input: { term, cursor, pageSize: 20 },
          });
          cursor = nextCursor;
          for (const { snippet } of hits)
            found.push(Number(/number(\d+)/.exec(snippet.map(({ text }) => text).join(""))?.[1]));
        });
        expect(read.entry_words ?? 0).toBeLessThan(12_000);
        expect(read.entry ?? 0).toBeLessThan(200);
      }
      expect(found).toEqual(Array.from({ length: 20 * pages }, (_unused, at) => nth(at)));
    },
  );

  it.each(["ada", "ada person5", "person777", "prson777", "luna", "29999", "nosuchname", "p"])(
    "V2 of customers for %j: some thousands at most, of 30,000",
    async (term) => {
      const read = await counter.of(() => find(term));
      expect(read.customer ?? 0).toBeLessThan(13_000);
    },
  );

  it("V2 how common a name is, some thousand people tell wherever they stand in the alphabet, also where one has a number far off", async () => {
    const client = await database.owner.connect();
    const looked = async () => {
      const { rows } = await client.query<{ people: number; named: number }>(
        "select count(*)::int as people, count(*) filter (where search_key like '%okafor%')::int as named from some_customers($1)",
        [large.organisationId],
      );
      return rows[0] ?? { people: 0, named: 0 };
    };
    try {
      await client.query("begin");
      await client.query("set local session_replication_role = replica");
      // One in ten, none of them among the first of a letter.
      await client.query(
        "update customer set search_key = 'zoe okafor ' || number where organisation_id = $1 and number % 10 = 3",
        [large.organisationId],
      );
      const { people, named } = await looked();
      expect(people).toBe(2_800);
      expect(named / people).toBeGreaterThan(0.08);
      expect(named / people).toBeLessThan(0.12);
      await client.query(
        "update customer set number = 2000000000 where organisation_id = $1 and number = 29000",
        [large.organisationId],
      );
      expect((await looked()).people).toBeGreaterThan(1_000);
    } finally {
      await client.query("rollback");
      client.release(true);
    }
  });

  it("V2 where more are called exactly so than are looked at, nobody else is looked for", async () => {
    await database.owner.query(
      "update customer set first_name = 'Noor', last_name = 'Haddad' where organisation_id = $1 and number between 101 and 180",
      [large.organisationId],
    );
    let names: string[] = [];
    const read = await counter.of(async () => {
      names = (await find("noor haddad")).flatMap(({ people }) => people.map(({ name }) => name));
    });
    expect(names).toContain("Noor Haddad");
    expect(read.customer ?? 0).toBeLessThan(500);
    const one = await counter.of(() => find("noor"));
    expect(one.customer ?? 0).toBeGreaterThan(2_000);
  });

  it("V2 finds some of those who have what everybody has in their address, and no word that begins so", async () => {
    expect((await find("large.example")).length).toBeGreaterThan(0);
  });

  it("P1 C4 what everybody has is looked for among the few whom a filter wants", async () => {
    await database.owner.query(
      `insert into suppression (organisation_id, kind, value_key, reason)
       select organisation_id, 'address', email_key, 'complaint' from customer where organisation_id = $1 and number in (7, 29000)`,
      [large.organisationId],
    );
    const input = listCustomersSchema.parse({ search: "large.example", email: "blocked" });
    let found = -1;
    const read = await counter.of(async () => {
      found = (await listCustomers({ ctx: ctx(), input })).customers.length;
    });
    expect(found).toBe(2);
    expect(read.customer ?? 0).toBeLessThan(8_000);
  });

  it("V2 of thirty thousand the one who is called so comes first, by name, number, address and with a slip", async () => {
    for (const term of ["Person7777", "7777", "person7777@large.example", "Prson7777"]) {
      const [first] = await find(term);
      expect(first?.people.map(({ name }) => name).join(), term).toMatch(/Person7777\b/);
    }
  });
});
