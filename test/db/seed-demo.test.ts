import { reasonCodes } from "@packpost/core/audience/reasons";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { frozenTemplateSchema } from "@packpost/core/campaign/frozen-template";
import { personValuesSchema } from "@packpost/core/campaign/merge-values";
import { compileTemplate } from "@packpost/core/content/compile/compile-template";
import type { Context } from "@packpost/core/context";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { demoOrganisations, demoStaff, seedDemo } from "@packpost/db/seed/seed-demo";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const organisationId = demoOrganisations.riverside;
const password = "a demo password";
let ctx: Context;

beforeAll(async () => {
  const created = await seedDemo({ orm: database.orm, password, compileTemplate });
  expect(created).toEqual(["Riverside Dog Parks", "Hilltop Clinic"]);
  ctx = staffContext({ orm: database.orm, organisationId }, demoStaff.riverside[0].id);
});

/** Every row of every table as text: what must not change when the seed runs again. */
async function fingerprint(): Promise<string> {
  const tables = await database.owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const sums: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await database.owner.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) as sum from ${name} t`,
    );
    sums.push(`${name} ${rows[0]?.sum}`);
  }
  return sums.join("\n");
}

async function numbers(statement: string): Promise<unknown> {
  return (await database.owner.query(statement, [organisationId])).rows[0];
}

describe("the demo organisation", () => {
  it("has 3 passes, 600 customers in 430 families, appointments around today and one staff member per role", async () => {
    const found = await numbers(`select
      (select count(*)::int from pass where organisation_id = $1) as passes,
      (select count(*)::int from customer where organisation_id = $1) as customers,
      (select count(*)::int from family where organisation_id = $1) as families,
      (select count(*) > 100 from appointment where organisation_id = $1 and starts_at < now()) as before_today,
      (select count(*) > 50 from appointment where organisation_id = $1 and starts_at > now()) as to_come,
      (select array_agg(role order by created_at, id) from staff_member where organisation_id = $1) as roles`);
    expect(found).toEqual({
      passes: 3,
      customers: 600,
      families: 430,
      before_today: true,
      to_come: true,
      roles: ["owner", "admin", "senior", "basic"],
    });
  });

  it("V15 has a message that goes out on a later morning, and one that waits for Dana, since the customer wrote first", async () => {
    const { rows } = await database.owner.query(
      `select later.state, later.hold_reason, meanwhile.customer_id is not null as customer, later.due_at > now() as to_come from scheduled_message later
       left join entry meanwhile on meanwhile.id = later.hold_entry_id where later.organisation_id = $1 order by later.state desc`,
      [organisationId],
    );
    expect(rows).toEqual([
      { state: "scheduled", hold_reason: null, customer: false, to_come: true },
      { state: "held", hold_reason: "customer_wrote", customer: true, to_come: false },
    ]);
  });

  it("C4 has 412 who will receive the off-leash campaign and 63 who will not, for every reason there is", async () => {
    const { rows } = await database.owner.query<{ id: string }>(
      "select id from pass where name = '2027 Off-leash pass'",
    );
    const count = await countAudience({
      ctx,
      input: { campaignId: crypto.randomUUID(), passId: rows[0]?.id ?? "" },
    });
    expect(count).toMatchObject({ willReceive: 412, willNot: 63 });
    // By hand is a campaign's own choice; how many are enough is a setting, off by default.
    const elsewhere = ["excluded_by_hand", "had_enough"];
    const missing = reasonCodes.filter((code) => !count.reasons.some((reason) => reason.code === code));
    expect(missing.sort()).toEqual(elsewhere);
  });

  it("C4 has at least three people with several reasons", async () => {
    const found = await numbers(`select count(*)::int as n from eligibility
      where organisation_id = $1 and pass_id = (select id from pass where name = '2027 Off-leash pass')
        and bit_count(reasons_on(current_date, now(), reasons, valid_through, first_expiry, last_contact_at)::bit(32)) > 1`);
    expect(found).toEqual({ n: 6 });
  });

  it("knows Maria Okafor with Biscuit and Pepper, and addresses that lead nowhere", async () => {
    const maria = await database.owner.query(
      "select contact, email, pet_names from customer where organisation_id = $1 and first_name = 'Maria' and last_name = 'Okafor'",
      [organisationId],
    );
    expect(maria.rows).toEqual([
      { contact: "primary", email: "maria.okafor@mail.example", pet_names: ["Biscuit", "Pepper"] },
    ]);
    const { rows } = await database.owner.query(
      "select email from customer where email_key is not null and email_key !~ '\\.example$'",
    );
    expect(rows).toEqual([]);
  });

  it("C9 C15 has past campaigns with an outcome for everyone, frozen as sending freezes them", async () => {
    expect(await checkInvariants({ ctx })).toEqual([]);
    const campaigns = await database.owner.query(
      "select status, template from campaign join broadcast using (organisation_id, id) where organisation_id = $1 order by created_at",
      [organisationId],
    );
    expect(campaigns.rows.map((row) => row.status)).toEqual(["sent", "sent", "cancelled", "draft"]);
    for (const row of campaigns.rows.filter((one) => one.status !== "draft"))
      frozenTemplateSchema.parse(row.template);
    const { rows } = await database.owner.query(
      "select person->'values' as values from attempt, json_array_elements(people) person",
    );
    expect(rows.length).toBeGreaterThan(500);
    for (const row of rows) personValuesSchema.parse(row.values);
    const statuses = await database.owner.query<{ status: string }>("select distinct status from recipient");
    expect(statuses.rows.map((row) => row.status).sort()).toEqual([
      "bounced",
      "cancelled",
      "clicked",
      "delivered",
      "opened",
      "sent",
      "skipped",
      "spam_complaint",
      "undelivered",
      "unsubscribed",
    ]);
  });

  it("changes nothing when it runs again, twice at the same moment", async () => {
    const before = await fingerprint();
    const again = () => seedDemo({ orm: database.orm, password: "another one", compileTemplate });
    expect(await Promise.all([again(), again()])).toEqual([[], []]);
    expect(await fingerprint()).toBe(before);
  });
});
