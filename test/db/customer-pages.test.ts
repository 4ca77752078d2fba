import type { CustomerLine } from "@packpost/core/customer/list/customer-line-sql";
import { exportCustomers } from "@packpost/core/customer/list/export-customers";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { exportCustomersSchema, listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { emailStates, textStates } from "@packpost/core/customer/states";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * A page is found from what is rare about a filter or along the names; everybody, judged one by one, is the truth it must agree with.
 * Pages of five make the short cuts of a million people happen among three thousand.
 */
const database = openTestDatabase();
let large: LargeOrganisation;
let everybody: CustomerLine[];
let counter: ReadCounter;

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers: 3_000 });
  const change = (statement: string) => database.owner.query(statement);
  await change("update customer set email = 'not an address' where number % 1000 = 17");
  await change("update customer set email = 'p' || number || '@club.example' where number % 400 = 3");
  await change("update customer set phone = '+1202' || (5550000 + number) where number % 3 <> 0");
  await change(
    `insert into suppression (organisation_id, kind, value_key, reason)
     select organisation_id, 'address', email_key, 'complaint' from customer where number in (100, 2900)
     union all select id, 'domain', 'club.example', 'by_hand' from organisation
     union all select organisation_id, 'number', phone, 'by_hand' from customer where number in (7, 2500)`,
  );
  await change(
    `insert into phone_number (organisation_id, number, state, opted_out_at, opted_out_by)
     select organisation_id, phone, case when number = 8 then 'not_textable' else 'unknown' end,
       case when number = 8 then null else now() end, case when number = 8 then null else 'keyword' end from customer where number in (8, 1300, 2801)`,
  );
  await change(
    "update customer set last_transaction_at = now() - interval '2 years' + interval '9 days' where number % 500 = 11",
  );
  await change("delete from application where customer_id in (select id from customer where number > 2990)");
  await change(
    "delete from registration where pet_id in (select pet.id from pet join customer using (family_id) where number > 2990)",
  );
  await change("analyze");
  everybody = await walk({}, 200);
  counter = await ReadCounter.open(database.appUrl, database.owner);
}, 120_000);
afterAll(() => counter.close());

const ctx = () => staffContext({ ...large, orm: database.orm }, large.ownerId);

async function walk(filter: object, pageSize: number): Promise<CustomerLine[]> {
  const found: CustomerLine[] = [];
  let cursor: string | null = null;
  do {
    const input = listCustomersSchema.parse({ ...filter, pageSize, cursor });
    const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers({ ctx: ctx(), input });
    found.push(...page.customers);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < 60);
  return pageSize === 200 && cursor !== null ? [...found, ...(await rest(filter, cursor))] : found;
}

async function rest(filter: object, from: string): Promise<CustomerLine[]> {
  const found: CustomerLine[] = [];
  for (let cursor: string | null = from; cursor !== null; ) {
    const input = listCustomersSchema.parse({ ...filter, pageSize: 200, cursor });
    const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers({ ctx: ctx(), input });
    found.push(...page.customers);
    cursor = page.nextCursor;
  }
  return found;
}

const numbers = (lines: readonly CustomerLine[]) => lines.map(({ number }) => number);

const cases: [string, object, (line: CustomerLine) => boolean][] = [
  ...emailStates.map((email): [string, object, (line: CustomerLine) => boolean] => [
    `email ${email}`,
    { email },
    (line) => line.emailState === email,
  ]),
  ...textStates.map((text): [string, object, (line: CustomerLine) => boolean] => [
    `texts ${text}`,
    { text },
    (line) => line.textState === text,
  ]),
  [
    "email blocked, texts on",
    { email: "blocked", text: "on" },
    (line) => line.emailState === "blocked" && line.textState === "on",
  ],
];

describe("pages of the list of customers", () => {
  it("P1 has everybody", () => {
    expect(new Set(numbers(everybody)).size).toBe(3_000);
  });

  it.each(cases)(
    "P1 %s: the same people as everybody judged, in the order of names",
    async (_, filter, belongs) => {
      const truth = numbers(everybody.filter(belongs));
      expect(truth.length).toBeGreaterThan(0);
      const found = numbers(await walk(filter, 5));
      expect(found).toEqual(truth.slice(0, found.length));
      expect(found.length).toBeGreaterThanOrEqual(Math.min(truth.length, 60));
      expect(numbers(await walk({ ...filter, order: "desc" }, 5)).slice(0, 20)).toEqual(
        truth.toReversed().slice(0, 20),
      );
    },
  );

  it("P1 any two states: the same people as everybody judged, from both ends of the names", async () => {
    for (const email of emailStates) {
      for (const text of textStates) {
        const isAsked = (line: CustomerLine) => line.emailState === email && line.textState === text;
        const truth = numbers(everybody.filter(isAsked));
        const found = numbers(await walk({ email, text }, 5));
        const told = `${email}, ${text}`;
        expect(found, told).toEqual(truth.slice(0, found.length));
        expect(found.length, told).toBeGreaterThanOrEqual(Math.min(truth.length, 60));
        const back = numbers(await walk({ email, text, passId: large.passId, order: "desc" }, 5));
        const holders = truth.filter((number) => number <= 2990).toReversed();
        expect(back, told).toEqual(holders.slice(0, back.length));
        expect(back.length, told).toBeGreaterThanOrEqual(Math.min(holders.length, 60));
      }
    }
  });

  it.each([
    ["now", (line: CustomerLine) => line.silent],
    [
      "in_30",
      (line: CustomerLine) => !line.silent && line.silentFrom.getTime() < Date.now() + 30 * 86_400_000,
    ],
  ] as const)("P7 silence %s: by the day", async (silence, belongs) => {
    const truth = everybody.filter(belongs);
    const found = await walk({ silence }, 7);
    expect(truth.length).toBeGreaterThan(0);
    expect(found.every(belongs)).toBe(true);
    const days = found.map(({ silentFrom }) => silentFrom.getTime());
    expect(days).toEqual(days.toSorted((a, b) => (silence === "now" ? b - a : a - b)));
    if (truth.length < 60) expect(new Set(numbers(found))).toEqual(new Set(numbers(truth)));
  });

  it("P1 a pass: who has an application for it or a pet registered", async () => {
    const all = numbers(await walk({ passId: large.passId }, 200));
    expect(all.some((number) => number > 2990)).toBe(false);
    expect(all.length).toBeGreaterThan(2_900);
  });

  it("P1 the file holds whom the list shows", async () => {
    const { pages } = await exportCustomers({
      ctx: ctx(),
      input: exportCustomersSchema.parse({ email: "unsubscribed" }),
    });
    const lines: number[] = [];
    for await (const page of pages) lines.push(...numbers(page));
    expect(lines).toEqual(numbers(everybody.filter(({ emailState }) => emailState === "unsubscribed")));
  });

  it.each([
    ["the first names", {}],
    ["who has no address", { email: "no_address" }],
    ["who is blocked", { email: "blocked" }],
    ["who takes no texts", { text: "blocked" }],
    ["who falls silent next", { silence: "in_30" }],
  ])("P1 reads for %s no more than a part of everybody", async (_, filter) => {
    const read = await counter.of(async () => {
      await listCustomers({
        ctx: staffContext({ ...large, orm: counter.orm }, large.ownerId),
        input: listCustomersSchema.parse({ ...filter, pageSize: 5 }),
      });
    });
    expect(read.customer ?? 0).toBeLessThan(1_000);
  });

  it("P1 where nobody has a number, that nobody can be texted is known without judging everybody", async () => {
    await database.owner.query("update customer set phone = null");
    await database.owner.query("vacuum analyze customer");
    const input = listCustomersSchema.parse({ text: "on", pageSize: 5 });
    const read = await counter.of(async () => {
      const { customers } = await listCustomers({
        ctx: staffContext({ ...large, orm: counter.orm }, large.ownerId),
        input,
      });
      expect(customers).toEqual([]);
    });
    expect(read.customer ?? 0).toBeLessThan(1_000);
  });
});
