import { countCustomers } from "@packpost/core/customer/list/count-customers";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { countCustomersSchema, listCustomersSchema } from "@packpost/core/customer/list/schemas";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createPlacedVisit } from "../support/create-placed-visit.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let other: string;

const DAYS = 2 * 365;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  other = await createPass(organisation, "Other pass");
  const add = (firstName: string, person: object = {}, pet = "Rex", pass = passId) =>
    createFamily(organisation, { passId: pass, people: [{ firstName, ...person }], pets: [{ name: pet }] });
  await add("Ciara O’Brien", {}, "Mango");
  await add("Zoë Müller");
  await add("Nobody", { email: null });
  await add("Odd", { email: "a..b@mail.example" });
  await add("Gone", { unsubscribed: true });
  await add("Gone too", { email: "gone@mail.example" });
  await add("Blocked", { email: "blocked@mail.example" });
  await add("Of a club", { email: "member@club.example" });
  await add("Soon silent", { lastTransactionDaysAgo: DAYS - 20 });
  await add("Silent", { lastTransactionDaysAgo: DAYS + 30 });
  await add("Elsewhere", {}, "Rex", other);
  const by = (statement: string, ...values: unknown[]) =>
    database.owner.query(statement, [organisation.organisationId, ...values]);
  await by(
    "insert into mailbox_choice (organisation_id, email_key, subscribed, source) values ($1, 'gone@mail.example', false, 'provider')",
  );
  await by(
    `insert into suppression (organisation_id, kind, value_key, reason) values
     ($1, 'address', 'blocked@mail.example', 'hard_bounce'), ($1, 'domain', 'club.example', 'by_hand')`,
  );
  await by(
    "update customer set phone = '+12025550142' where organisation_id = $1 and first_name like 'Ciara%'",
  );
  await by("update customer set phone = '+12025550143' where organisation_id = $1 and first_name = 'Gone'");
  await by(
    "update customer set phone = '+12025550144' where organisation_id = $1 and first_name = 'Blocked'",
  );
  await by(
    `insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, '+12025550143', now(), 'keyword')`,
  );
  await by(
    `insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'number', '+12025550144', 'by_hand')`,
  );
});

const ask = (input: object = {}, role: Role = "senior", of = organisation) =>
  listCustomers({ ctx: of.as(role), input: listCustomersSchema.parse(input) });
const named = async (input: object, role: Role = "senior") =>
  (await ask(input, role)).customers.map(({ name }) => name.replace(/ Test$/, ""));

describe("P1 the list of customers", () => {
  it("P1 has everybody by name, with family, pets, last transaction and both states", async () => {
    const { customers, nextCursor } = await ask();
    expect(customers.map(({ name }) => name)).toHaveLength(11);
    expect(nextCursor).toBeNull();
    expect(customers.find(({ name }) => name.startsWith("Ciara"))).toMatchObject({
      ...{ petNames: ["Mango"], emailState: "subscribed", emailReasons: [], phone: "+1 202 555 0142" },
      ...{ textState: "on", lastTransactionAt: null, silent: false, family: { name: "Family" } },
    });
    expect(customers.find(({ name }) => name.startsWith("Silent"))).toMatchObject({ silent: true });
  });

  it.each([
    ["no_address", ["Nobody", "Odd"]],
    ["unsubscribed", ["Gone", "Gone too"]],
    ["blocked", ["Blocked", "Of a club"]],
    ["subscribed", ["Ciara O’Brien", "Elsewhere", "Silent", "Soon silent", "Zoë Müller"]],
  ])("P1 email state %s: those people, with the reason behind it", async (email, people) => {
    expect(await named({ email })).toEqual(people);
    for (const customer of (await ask({ email })).customers) {
      expect(customer.emailState).toBe(email);
      expect(customer.emailReasons.length > 0).toBe(email !== "subscribed");
    }
  });

  it.each([
    ["on", ["Ciara O’Brien"]],
    ["unsubscribed", ["Gone"]],
    ["blocked", ["Blocked"]],
  ])("P1 text state %s", async (text, people) => {
    expect(await named({ text })).toEqual(people);
  });

  it("P1 a pass, and several filters at once", async () => {
    expect(await named({ passId: other })).toEqual(["Elsewhere"]);
    expect(await named({ passId, email: "unsubscribed", text: "unsubscribed" })).toEqual(["Gone"]);
    expect(await named({ passId: other, email: "unsubscribed" })).toEqual([]);
  });

  it("P7 who falls silent in 30 and in 90 days, and who has", async () => {
    expect(await named({ silence: "in_30" })).toEqual(["Soon silent"]);
    expect(await named({ silence: "in_90" })).toEqual(["Soon silent"]);
    expect(await named({ silence: "now" })).toEqual(["Silent"]);
    expect(await named({ silence: "now", email: "blocked" })).toEqual([]);
  });

  it.each([
    ["a curly apostrophe", "Ciara O’Brien", ["Ciara O’Brien"]],
    ["a straight one", "o'brien", ["Ciara O’Brien"]],
    ["without accents", "zoe muller", ["Zoë Müller"]],
    ["a slip of the finger", "mulelr", ["Zoë Müller"]],
    ["a phone number as people write it", "(202) 555-0142", ["Ciara O’Brien"]],
    ["the pet", "mango", ["Ciara O’Brien"]],
    ["an address with its name", "Blocked <blocked@mail.example>", ["Blocked"]],
    ["nothing there", "zzzzqqq", []],
    ["a sign", "%", []],
  ])("K12 P1 finds by %s", async (_, search, people) => {
    expect(await named({ search })).toEqual(people);
  });

  it("P1 searches within a filter", async () => {
    expect(await named({ search: "gone", email: "unsubscribed" })).toEqual(["Gone", "Gone too"]);
    expect(await named({ search: "gone", email: "blocked" })).toEqual([]);
    expect(await named({ search: "silent", silence: "now" })).toEqual(["Silent"]);
  });

  it.each([
    ["by name", {}],
    ["from the last name", { order: "desc" }],
    ["of a search", { search: "test" }],
    ["of a state", { email: "subscribed" }],
    ["of who falls silent", { silence: "in_90" }],
  ])("P1 pages %s hold everybody once, in one order", async (_, filter) => {
    const whole = (await ask({ ...filter, pageSize: 200 })).customers.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = null;
    for (let n = 0; n < 20; n++) {
      const page = await ask({ ...filter, pageSize: 2, cursor });
      paged.push(...page.customers.map(({ id }) => id));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it("T54 basic staff see the families of their visits today, in the list, its search and filters", async () => {
    expect(await named({}, "basic")).toEqual([]);
    await createPlacedVisit(database.owner, organisation, "Ciara%");
    expect(await named({}, "basic")).toEqual(["Ciara O’Brien"]);
    expect(await named({ search: "o'brein" }, "basic")).toEqual(["Ciara O’Brien"]);
    for (const filter of [
      { search: "zoe" },
      { email: "unsubscribed" },
      { silence: "now" },
      { text: "blocked" },
    ])
      expect(await named(filter, "basic")).toEqual([]);
  });

  it.each([
    [{}],
    [{ email: "no_address" }],
    [{ email: "unsubscribed" }],
    [{ email: "blocked" }],
    [{ email: "subscribed" }],
    [{ text: "on" }],
    [{ text: "no_number" }],
    [{ text: "blocked" }],
    [{ silence: "in_90" }],
    [{ silence: "now" }],
    [{ silence: "now", email: "blocked" }],
    [{ silence: "in_30", email: "subscribed" }],
    [{ email: "unsubscribed", text: "unsubscribed" }],
  ])("P1 counts whom the list shows: %o", async (filter) => {
    const input = (pass: object) => countCustomersSchema.parse({ ...filter, ...pass });
    for (const pass of [{}, { passId }, { passId: other }]) {
      const { customers } = await ask({ ...filter, ...pass, pageSize: 200 });
      expect(await countCustomers({ ctx: organisation.as("senior"), input: input(pass) })).toEqual({
        ...{ count: customers.length, isMore: false },
      });
    }
  });

  it("P1 P11 T54 counts nobody who was merged, nobody of others, and is closed to basic staff", async () => {
    const own = await createTestOrganisation(database.orm);
    const pass = await createPass(own);
    await createFamily(own, { passId: pass, people: [{ firstName: "Kept" }] });
    await createFamily(own, {
      passId: pass,
      people: [{ firstName: "Merged", lastTransactionDaysAgo: DAYS }],
    });
    await database.owner.query(
      `update customer set merged_into = (select id from customer where organisation_id = $1 and first_name = 'Kept')
       where organisation_id = $1 and first_name = 'Merged'`,
      [own.organisationId],
    );
    const of = (filter: object) =>
      countCustomers({ ctx: own.as("owner"), input: countCustomersSchema.parse(filter) });
    expect(await of({})).toEqual({ count: 1, isMore: false });
    for (const filter of [{ email: "no_address" }, { text: "on" }, { silence: "in_30" }, { silence: "now" }])
      expect((await of(filter)).count, JSON.stringify(filter)).toBe(0);
    expect((await of({ passId: pass })).count).toBe(1);
    const input = countCustomersSchema.parse({});
    await expect(countCustomers({ ctx: organisation.as("basic"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("T54 has nobody of another organisation", async () => {
    const stranger = await createTestOrganisation(database.orm);
    for (const filter of [
      {},
      { search: "ciara" },
      { email: "unsubscribed" },
      { email: "blocked" },
      { silence: "now" },
      { passId },
    ])
      expect((await ask(filter, "owner", stranger)).customers).toEqual([]);
  });

  it("refuses a cursor of another list", async () => {
    const { nextCursor } = await ask({ pageSize: 2 });
    await expect(ask({ silence: "now", cursor: nextCursor })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
