import { inOrganisation } from "@packpost/db/orm";
import { reasonBits } from "@packpost/db/reason-bits";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass, type TestPerson, type TestPet } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm, { zone: "Pacific/Auckland" });
  passId = await createPass(organisation);
});

type Family = { readonly people?: readonly TestPerson[]; readonly pets?: readonly TestPet[] };

/** All reasons of the family's first person, as the database words them, at a moment (default: now). */
async function reasonsOf(family: Family, at: Date | null = null): Promise<string[]> {
  const { customerIds } = await createFamily(organisation, { passId, ...family });
  return reasonsOfCustomer(customerIds[0] ?? "", at);
}

async function reasonsOfCustomer(customerId: string, at: Date | null = null): Promise<string[]> {
  return inOrganisation(database.orm, organisation.organisationId, async (em) => {
    const { rows } = await sql<{ code: string }>`
      select code from (select coalesce(${at}::timestamptz, app_now()) as at) moment, eligibility, reason_codes()
      where customer_id = ${customerId} and pass_id = ${passId}
        and mask & reasons_on((moment.at at time zone ${organisation.zone})::date, moment.at, reasons, valid_through, first_expiry, last_contact_at) <> 0
      order by mask`.execute(em.getKysely());
    return rows.map((row) => row.code);
  });
}

describe("reasons", () => {
  it("C4 are the one list's in the database, each with its bit", async () => {
    const { rows } = await database.owner.query("select code, mask from reason_codes()");
    expect(Object.fromEntries(rows.map(({ code, mask }) => [code, mask]))).toEqual(reasonBits);
  });

  it.each<[string, Family, string[]]>([
    ["C2 approved, with an active pet registered through a later day: none", {}, []],
    [
      "C2 one good pet is enough, whatever the others are",
      { pets: [{}, { status: "inactive", registration: "none" }, { validForDays: -9 }] },
      [],
    ],
    [
      "C2 a registration of an inactive pet does not count",
      { pets: [{ status: "inactive" }] },
      ["pet_inactive"],
    ],
    [
      "C2 an inactive registration does not count",
      { pets: [{ registration: "inactive" }] },
      ["registration_inactive"],
    ],
    ["C4 application pending", { people: [{ application: "pending" }] }, ["application_pending"]],
    ["C4 application denied", { people: [{ application: "denied" }] }, ["application_denied"]],
    ["C4 application inactive", { people: [{ application: "inactive" }] }, ["application_inactive"]],
    [
      "C4 application none: the family's registration alone does not do",
      { people: [{ application: "none" }] },
      ["application_none"],
    ],
    ["C4 no pet at all", { pets: [] }, ["registration_none"]],
    ["C4 registration none", { pets: [{ registration: "none" }] }, ["registration_none"]],
    ["C4 registration expired", { pets: [{ validForDays: -1 }] }, ["registration_expired"]],
    ["C4 no email", { people: [{ email: null }] }, ["no_email"]],
    ["C4 an email of spaces is none", { people: [{ email: "  " }] }, ["no_email"]],
    ["C4 invalid email", { people: [{ email: "ana at mail.example" }] }, ["invalid_email"]],
    [
      "C4 two addresses in one field are invalid",
      { people: [{ email: "a@mail.example, b@mail.example" }] },
      ["invalid_email"],
    ],
    ["C4 unsubscribed", { people: [{ unsubscribed: true }] }, ["unsubscribed"]],
    ["C4 P7 no transaction in 2 years", { people: [{ lastTransactionDaysAgo: 732 }] }, ["silent"]],
    ["C4 P7 a transaction just within 2 years", { people: [{ lastTransactionDaysAgo: 729 }] }, []],
    [
      "C4 names every reason of every pet, not the first",
      {
        people: [{ application: "denied", email: null, unsubscribed: true, lastTransactionDaysAgo: 900 }],
        pets: [
          { status: "inactive" },
          { registration: "none" },
          { registration: "inactive" },
          { status: "inactive", validForDays: -3 },
        ],
      },
      [
        "application_denied",
        "pet_inactive",
        "registration_none",
        "registration_inactive",
        "registration_expired",
        "no_email",
        "unsubscribed",
        "silent",
      ],
    ],
    [
      "C4 names every reason of every pet: one expired, one inactive",
      { pets: [{ validForDays: -20 }, { status: "inactive" }] },
      ["pet_inactive", "registration_expired"],
    ],
  ])("%s", async (_name, family, reasons) => {
    expect(await reasonsOf(family)).toEqual(reasons);
  });

  it("C2 a registration is valid through its last day in the organisation's zone, not UTC's", async () => {
    const { customerIds } = await createFamily(organisation, { passId, pets: [{ validForDays: 0 }] });
    const [id = ""] = customerIds;
    const { rows } = await database.owner.query<{
      last_instant: Date;
      first_after: Date;
      utc_midnight: Date;
    }>(
      `select ((now() at time zone $1)::date + 1)::timestamp at time zone $1 - interval '1 ms' as last_instant,
              ((now() at time zone $1)::date + 1)::timestamp at time zone $1 as first_after,
              (now() at time zone $1)::date::timestamp at time zone 'UTC' as utc_midnight`,
      [organisation.zone],
    );
    const day = rows[0];
    expect(await reasonsOfCustomer(id, day?.last_instant ?? null)).toEqual([]);
    expect(await reasonsOfCustomer(id, day?.first_after ?? null)).toEqual(["registration_expired"]);
    // Midday in Auckland: UTC's day has only begun.
    expect(await reasonsOfCustomer(id, day?.utc_midnight ?? null)).toEqual([]);
  });

  it("C4 C14 suppressed addresses and domains, each with its own reason, and lifting takes it back", async () => {
    const { customerIds } = await createFamily(organisation, {
      passId,
      people: [{ email: " Ana@Closed.Example" }],
    });
    const [id = ""] = customerIds;
    const run = (statement: string) => database.owner.query(statement, [organisation.organisationId]);
    await run(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'ana@closed.example', 'hard_bounce')",
    );
    expect(await reasonsOfCustomer(id)).toEqual(["hard_bounced"]);
    await run(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', 'ana@closed.example', 'complaint'), ($1, 'address', 'ana@closed.example', 'by_hand')",
    );
    await run(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'domain', 'closed.example', 'by_hand')",
    );
    expect(await reasonsOfCustomer(id)).toEqual([
      "hard_bounced",
      "complained",
      "suppressed_domain",
      "suppressed_by_hand",
    ]);
    await run("update suppression set lifted_at = now() where organisation_id = $1 and kind = 'address'");
    expect(await reasonsOfCustomer(id)).toEqual(["suppressed_domain"]);
  });

  it("C2 everyone with an application, or whose family has a registration, is in; nobody else", async () => {
    const outside = await createFamily(organisation, {
      passId,
      people: [{ application: "none" }],
      pets: [{ registration: "none" }],
    });
    const { rows } = await database.owner.query("select from eligibility where customer_id = $1", [
      outside.customerIds[0],
    ]);
    expect(rows).toEqual([]);
  });
});
