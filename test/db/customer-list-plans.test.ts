import { countCustomers } from "@packpost/core/customer/list/count-customers";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { countCustomersSchema, listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { getFamilyReach } from "@packpost/core/customer/reach/get-family-reach";
import { listFamilies } from "@packpost/core/customer/reach/list-families";
import { listFamiliesSchema, unreachableWays } from "@packpost/core/customer/reach/schemas";
import { countSilent } from "@packpost/core/customer/silence/count-silent";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * Families by how they are reached, who falls silent, and pages of two filters read a part of twenty thousand people, beside another
 * organisation, whatever the statistics hold: rows are counted, so that a slow machine proves nothing.
 */
const database = openTestDatabase();
let large: LargeOrganisation;
let counter: ReadCounter;
let customerId: string;

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);
const change = (statement: string) => database.owner.query(statement);

beforeAll(async () => {
  const { orm, ownerUrl } = database;
  await seedLarge({ orm, ownerUrl, customers: 20_000 });
  large = await seedLarge({ orm, ownerUrl, customers: 20_000 });
  // Whoever analyses by itself would spoil the statistics that are meant.
  for (const table of [
    "customer",
    "eligibility",
    "preference",
    "mailbox_choice",
    "suppression",
    "phone_number",
  ])
    await change(`alter table ${table} set (autovacuum_enabled = false)`);
  await change("update customer set phone = '+1202' || (5000000 + number) where number % 3 <> 0");
  await change(
    `insert into suppression (organisation_id, kind, value_key, reason)
     select organisation_id, 'address', email_key, 'complaint' from customer where number in (100, 2900, 15001)
     union all select organisation_id, 'number', phone, 'by_hand' from customer where number in (7, 2500, 19000)`,
  );
  await change(
    `insert into phone_number (organisation_id, number, state, opted_out_at, opted_out_by)
     select organisation_id, phone, 'unknown', now(), 'keyword' from customer where number in (8, 1300, 12002)`,
  );
  counter = await ReadCounter.open(database.appUrl, database.owner);
  const { rows } = await database.owner.query(
    "select id from customer where organisation_id = $1 order by number desc limit 1",
    [large.organisationId],
  );
  customerId = rows[0].id;
}, 240_000);
afterAll(() => counter.close());

describe.each(["from before the numbers came", "of now"])("with statistics %s", (when) => {
  beforeAll(async () => {
    if (when === "of now") await change("analyze");
  });

  /** Rows read of any one table. */
  const most = async (work: () => Promise<unknown>) => {
    const read = await counter.of(work);
    return { most: Math.max(0, ...Object.values(read)), read: JSON.stringify(read) };
  };

  it.each([null, ...unreachableWays])(
    "P11 families without %s: a page, and the one behind it",
    async (without) => {
      let cursor: string | null = null;
      const page = async () => {
        const input = listFamiliesSchema.parse({ without, pageSize: 10, cursor });
        const { families, nextCursor } = await listFamilies({ ctx: ctx(), input });
        cursor = nextCursor;
        return families;
      };
      for (let nth = 0; nth < 2; nth++) {
        const { most: n, read } = await most(page);
        expect(n, read).toBeLessThan(12_000);
      }
    },
  );

  it("P11 the household of a person by its keys", async () => {
    const { most: n, read } = await most(() => getFamilyReach({ ctx: ctx(), input: { customerId } }));
    expect(n, read).toBeLessThan(200);
  });

  it("P7 who falls silent, along the index of last contacts alone", async () => {
    const counts = { in30: 0, in90: 0 };
    const { most: n, read } = await most(async () =>
      Object.assign(counts, await countSilent({ ctx: ctx() })),
    );
    expect(n, read).toBeLessThan(3 * (counts.in30 + counts.in90) + 500);
  });

  it.each([
    ["everybody", {}],
    ["subscribed", { email: "subscribed" }],
    ["no number", { text: "no_number" }],
    ["a pass", { pass: true }],
    ["subscribed of a pass", { email: "subscribed", pass: true }],
    ["silent soon, subscribed", { silence: "in_90", email: "subscribed" }],
  ])("P1 how many customers: %s", async (_what, { pass, ...filter }: Record<string, unknown>) => {
    const input = countCustomersSchema.parse({ ...filter, passId: pass === true ? large.passId : null });
    const { most: n, read } = await most(() => countCustomers({ ctx: ctx(), input }));
    // The organisation's own twenty thousand, some of them in two indexes, or ten thousand of a filter and what is asked of each; not the others'.
    expect(n, read).toBeLessThan(36_000);
  });

  it.each([
    ["blocked, texts on", { email: "blocked", text: "on" }],
    ["unsubscribed, no number", { email: "unsubscribed", text: "no_number" }],
    ["no address, texts blocked", { email: "no_address", text: "blocked" }],
    ["a pass, texts unsubscribed", { text: "unsubscribed", pass: true }],
    ["silent soon, unsubscribed", { silence: "in_90", email: "unsubscribed" }],
    ["silent, blocked", { silence: "now", email: "blocked" }],
  ])("P1 P7 customers: %s", async (_what, { pass, ...filter }: Record<string, unknown>) => {
    const input = listCustomersSchema.parse({
      ...filter,
      pageSize: 10,
      passId: pass === true ? large.passId : null,
    });
    const { most: n, read } = await most(() => listCustomers({ ctx: ctx(), input }));
    // Walks that end with too few, then those of the dearer filter once: never each of them by key again.
    expect(n, read).toBeLessThan(17_000);
  });
});
