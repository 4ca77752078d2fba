import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { exportFamilies } from "@packpost/core/customer/reach/export-families";
import { getFamilyReach } from "@packpost/core/customer/reach/get-family-reach";
import { listFamilies } from "@packpost/core/customer/reach/list-families";
import { exportFamiliesSchema, listFamiliesSchema } from "@packpost/core/customer/reach/schemas";
import { countSilent } from "@packpost/core/customer/silence/count-silent";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { beforeEach, describe, expect, it } from "vitest";
import { createFamily, createPass, type TestPerson } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

const family = async (...people: (TestPerson & { phone?: string })[]) => {
  const made = await createFamily(organisation, { passId, people });
  for (const [nth, { phone }] of people.entries())
    if (phone !== undefined)
      await database.owner.query("update customer set phone = $2 where id = $1", [
        made.customerIds[nth],
        phone,
      ]);
  return made;
};
const ask = (input: object = {}, role: "senior" | "basic" = "senior") =>
  listFamilies({ ctx: organisation.as(role), input: listFamiliesSchema.parse(input) });
const heads = async (input: object) =>
  (await ask(input)).families.map(({ people }) => people[0]?.name.split(" ")[0]);
const block = (value: string, reason: string, kind = "address") =>
  database.owner.query(
    "insert into suppression (organisation_id, kind, value_key, reason) values ($1, $2, $3, $4)",
    [organisation.organisationId, kind, value, reason],
  );
const signIn = (customerId: string | undefined, ends = "1 hour") =>
  database.owner.query(
    `insert into portal_session (organisation_id, customer_id, email_key, token_hash, browser_hash, expires_at)
     values ($1, $2, 'x@mail.example', gen_random_uuid()::text, 'b', now() + $3::interval)`,
    [organisation.organisationId, customerId, ends],
  );

/** Ana by all ways; Ben's wife alone by mail; Cara by text alone; Dan by nothing; Eve's mail comes back, and she has a session. */
async function seed() {
  const ana = await family({ firstName: "Ana", email: "ana@mail.example", phone: "+12025550101" });
  const ben = await family(
    { firstName: "Ben", email: null },
    { firstName: "Bea", email: "bea@mail.example", unsubscribed: true },
  );
  const cara = await family({ firstName: "Cara", email: null, phone: "+12025550103" });
  const dan = await family({ firstName: "Dan", email: null });
  const eve = await family({ firstName: "Eve", email: "eve@mail.example" });
  await block("eve@mail.example", "hard_bounce");
  await signIn(eve.customerIds[0]);
  return { ana, ben, cara, dan, eve };
}

describe("P11 household reachability", () => {
  it("P11 says of everybody of a family by which way they can be reached, and why not", async () => {
    const { ben, eve } = await seed();
    const ctx = organisation.as("senior");
    const [customerId = ""] = ben.customerIds;
    const reach = await getFamilyReach({ ctx, input: { customerId } });
    expect(reach.people).toMatchObject([
      {
        name: "Ben Test",
        emailState: "no_address",
        emailReasons: [{ code: "no_email" }],
        portal: "no_address",
      },
      {
        name: "Bea Test",
        emailState: "unsubscribed",
        textReason: "no_number",
        portal: "can",
        signedInAt: null,
      },
    ]);
    const [eveId = ""] = eve.customerIds;
    const hers = await getFamilyReach({ ctx, input: { customerId: eveId } });
    expect(hers.people).toMatchObject([
      { emailState: "blocked", emailReasons: [{ code: "hard_bounced" }], portal: "signed_in" },
    ]);
    expect(hers.people[0]?.signedInAt).toBeInstanceOf(Date);
  });

  it("P11 lists the families of whom nobody can be reached by a way; an unsubscribe from campaigns is no such", async () => {
    await seed();
    expect(await heads({})).toEqual(["Ana", "Ben", "Cara", "Dan", "Eve"]);
    expect(await heads({ without: "email" })).toEqual(["Cara", "Dan", "Eve"]);
    expect(await heads({ without: "text" })).toEqual(["Ben", "Dan", "Eve"]);
    expect(await heads({ without: "portal" })).toEqual(["Cara", "Dan"]);
    expect(await heads({ without: "any" })).toEqual(["Dan"]);
  });

  it("P11 a session that has ended reaches nobody, a STOP neither", async () => {
    const { dan, cara } = await seed();
    await signIn(dan.customerIds[0], "-1 second");
    expect(await heads({ without: "any" })).toEqual(["Dan"]);
    await database.owner.query(
      "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, '+12025550103', now(), 'keyword')",
      [organisation.organisationId],
    );
    expect(await heads({ without: "any" })).toEqual(["Cara", "Dan"]);
    const [customerId = ""] = cara.customerIds;
    const { people } = await getFamilyReach({ ctx: organisation.as("senior"), input: { customerId } });
    expect(people).toMatchObject([{ textReason: "opted_out", textState: "unsubscribed" }]);
  });

  it("P11 pages by keyset without a gap, also under a filter, and finds a family by any of its people", async () => {
    await seed();
    for (const without of [null, "email", "text"] as const) {
      const all = await heads({ without });
      const met: (string | undefined)[] = [];
      let cursor: string | null = null;
      do {
        const page = await ask({ without, pageSize: 2, cursor });
        met.push(...page.families.map(({ people }) => people[0]?.name.split(" ")[0]));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(met).toEqual(all);
    }
    expect(await heads({ search: "bea" })).toEqual(["Ben"]);
    expect(await heads({ search: "bea", without: "email" })).toEqual([]);
  });

  it("P11 a family whom an import left without a primary contact stands in the list, and a mark that is wrong is found hourly", async () => {
    const { familyId } = await family({ firstName: "Zoe", email: null });
    const run = (statement: string) => database.owner.query(statement, [familyId]);
    await run("update customer set contact = 'secondary' where family_id = $1");
    expect(await heads({ without: "email" })).toContain("Zoe");
    const broken = () => checkInvariants({ ctx: organisation.as("owner") });
    expect(await broken()).toEqual([]);
    await run("update family set leaderless = false where id = $1");
    expect(await broken()).toEqual([
      { invariant: "a family without a primary contact is marked, and no other", count: 1, ids: [familyId] },
    ]);
    await run("update family set leaderless = true where id = $1");
    expect(await broken()).toEqual([]);
  });

  it("P11 exports what the list shows, and says so in the audit", async () => {
    await seed();
    const input = exportFamiliesSchema.parse({ search: "", without: "email" });
    const { pages } = await exportFamilies({ ctx: organisation.as("admin"), input });
    const names: string[] = [];
    for await (const page of pages) names.push(...page.map(({ people }) => people[0]?.name ?? ""));
    expect(names).toEqual(["Cara Test", "Dan Test", "Eve Test"]);
    const { rows } = await database.owner.query(
      "select detail from audit where organisation_id = $1 and action = 'families.exported'",
      [organisation.organisationId],
    );
    expect(rows).toEqual([{ detail: { without: "email", searched: false } }]);
    await expect(exportFamilies({ ctx: organisation.as("senior"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("T54 the list is closed to basic staff, a family's ways to whoever does not visit it and to other organisations", async () => {
    const { ana } = await seed();
    await expect(ask({}, "basic")).rejects.toMatchObject({ code: "forbidden" });
    const [customerId = ""] = ana.customerIds;
    const stranger = await createTestOrganisation(database.orm);
    for (const ctx of [organisation.as("basic"), stranger.as("owner")])
      await expect(getFamilyReach({ ctx, input: { customerId } })).rejects.toMatchObject({
        code: "not_found",
      });
    const theirs = listFamiliesSchema.parse({});
    expect((await listFamilies({ ctx: stranger.as("owner"), input: theirs })).families).toEqual([]);
  });
});

describe("P7 who falls silent", () => {
  const silentIn = (days: number) => ({ lastTransactionDaysAgo: 731 - days });

  it("P7 counts who falls silent within 30 and 90 days, of all and of each pass, as the list shows them", async () => {
    const other = await createPass(organisation, "Puppy pass");
    await family({ firstName: "Ten", ...silentIn(10) });
    await family({ firstName: "Sixty", ...silentIn(60) });
    await family({ firstName: "Gone", ...silentIn(-20) });
    await family({ firstName: "Far", ...silentIn(200) });
    await createFamily(organisation, { passId: other, people: [{ firstName: "Pup", ...silentIn(20) }] });
    const ctx = organisation.as("senior");
    expect(await countSilent({ ctx })).toEqual({
      in30: 2,
      in90: 3,
      passes: [
        { id: passId, name: "Test pass", in30: 1, in90: 2 },
        { id: other, name: "Puppy pass", in30: 1, in90: 1 },
      ],
    });
    const list = async (input: object) =>
      (await listCustomers({ ctx, input: listCustomersSchema.parse(input) })).customers;
    const soon = await list({ silence: "in_90" });
    expect(soon.map(({ firstName }) => firstName)).toEqual(["Ten", "Pup", "Sixty"]);
    const days = (at: Date | null | undefined) =>
      Math.round(((at?.getTime() ?? 0) - Date.now()) / 86_400_000);
    expect(days(soon[0]?.silentFrom)).toBeGreaterThanOrEqual(9);
    expect(days(soon[0]?.silentFrom)).toBeLessThanOrEqual(10);
    expect(days(soon[0]?.lastTransactionAt)).toBe(-721);
    expect((await list({ silence: "in_90", passId: other })).map(({ firstName }) => firstName)).toEqual([
      "Pup",
    ]);
  });

  it("P7 T54 basic staff and other organisations count nobody of it", async () => {
    await family({ firstName: "Ten", ...silentIn(10) });
    await expect(countSilent({ ctx: organisation.as("basic") })).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await createTestOrganisation(database.orm);
    expect(await countSilent({ ctx: stranger.as("owner") })).toEqual({ in30: 0, in90: 0, passes: [] });
  });
});
