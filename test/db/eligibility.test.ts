import type { AudienceKey } from "@packpost/core/audience/audience-sql";
import { compareReview } from "@packpost/core/audience/review/compare-review";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { inOrganisation } from "@packpost/db/orm";
import fc from "fast-check";
import { type RawBuilder, sql } from "kysely";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { countBothWays } from "../support/count-both-ways.ts";
import { createDraft } from "../support/create-campaign.ts";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
const families: string[] = [];
let passes: string[] = [];
let draft: AudienceKey;

beforeAll(async () => {
  // Random transactions run into each other on purpose: notice at once.
  await database.owner.query(
    `alter database ${new URL(database.ownerUrl).pathname.slice(1)} set deadlock_timeout = '20ms'`,
  );
  organisation = await createTestOrganisation(database.orm);
  passes = [await createPass(organisation, "One"), await createPass(organisation, "Two")];
  for (let n = 0; n < 4; n += 1) {
    const { familyId } = await createFamily(organisation, {
      passId: passes[n % 2] ?? "",
      people: [
        { email: `p${n}@mail.example` },
        { email: n % 2 ? "Shared@mail.example" : "shared@mail.example " },
      ],
      pets: [{}, { validForDays: -2 }],
    });
    families.push(familyId);
  }
  const [passId = ""] = passes;
  draft = { passId, campaignId: await createDraft(organisation, { passId }) };
  const { rows } = await database.owner.query("select number from customer order by number limit 4");
  const ctx = organisation.as("owner");
  for (const [at, { number }] of rows.entries())
    await enterPeople({ ctx, input: { ...draft, list: at < 3 ? "add" : "exclude", text: `#${number}` } });
});

afterEach(async () => {
  expect(await differences()).toEqual([]);
});

/** Rows in which the kept eligibility and its definition differ. */
async function differences(): Promise<unknown[]> {
  const { rows } = await database.owner.query(`
    select 'kept' as side, x.* from (select * from eligibility except select * from eligibility_truth) x
    union all select 'truth', x.* from (select * from eligibility_truth except select * from eligibility) x`);
  return [...rows, ...(await differencesOfContactability())];
}

/** People whose contactability, asked for those added by hand (C3), is not the part of their eligibility that has nothing to do with a pass. */
async function differencesOfContactability(): Promise<unknown[]> {
  const { rows } = await database.owner.query(`
    select eligibility.*, contactability.* from eligibility join customer_contactability contactability using (organisation_id, customer_id)
    where (eligibility.reasons & (256 | 512 | 1024 | 2048 | 4096 | 8192 | 131072), eligibility.last_contact_at, eligibility.email_key, eligibility.mailbox_shared)
      is distinct from (contactability.reasons, contactability.last_contact_at, contactability.email_key, contactability.mailbox_shared)`);
  return rows;
}

/** Who a step is about: n-th of whatever there is, so that steps stay meaningful after deletes. */
const nth = (table: string, n: number): RawBuilder<unknown> =>
  sql`(select id from ${sql.table(table)} order by id offset (${n}::int % greatest((select count(*)::int from ${sql.table(table)}), 1)) limit 1)`;

type Step = { readonly kind: keyof typeof steps; readonly a: number; readonly b: number };

const applications = ["pending", "approved", "denied", "inactive"];
const emails = [
  "shared@mail.example",
  "SHARED@mail.example",
  "own@mail.example",
  "nobody@gone.example",
  "no address",
  "",
  null,
];
const pass = (n: number): string => passes[n % passes.length] ?? "";
const family = (n: number): string => families[n % families.length] ?? "";
const org = sql`app_organisation_id()`;

/** Everything that eligibility depends on, changed in every way. */
const steps = {
  applies: ({ a, b }: Step) => sql`insert into application (organisation_id, customer_id, pass_id, status)
    select ${org}, id, ${pass(b)}, ${applications[b % 4]} from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, pass_id) do update set status = excluded.status`,
  withdraws: ({ a }: Step) => sql`delete from application where id = ${nth("application", a)}`,
  changesPet: ({ a, b }: Step) =>
    sql`update pet set status = ${b % 2 ? "active" : "inactive"}, name = ${`Pet ${b}`} where id = ${nth("pet", a)}`,
  movesPet: ({ a, b }: Step) => sql`update pet set family_id = ${family(b)} where id = ${nth("pet", a)}`,
  addsPet: ({ a }: Step) =>
    sql`insert into pet (organisation_id, family_id, name) values (${org}, ${family(a)}, 'New')`,
  losesPet: ({ a }: Step) => sql`with gone as (delete from registration where pet_id = ${nth("pet", a)})
    delete from pet where id = ${nth("pet", a)} and not exists (select from registration where pet_id = pet.id)`,
  registers: ({
    a,
    b,
  }: Step) => sql`insert into registration (organisation_id, pet_id, pass_id, status, valid_through)
    select ${org}, id, ${pass(b)}, ${b % 3 ? "active" : "inactive"}, current_date + ${(b % 9) - 4}::int from pet where id = ${nth("pet", a)}
    on conflict (organisation_id, pet_id, pass_id) do update set status = excluded.status, valid_through = excluded.valid_through`,
  unregisters: ({ a }: Step) => sql`delete from registration where id = ${nth("registration", a)}`,
  changesAddress: ({ a, b }: Step) =>
    sql`update customer set email = ${emails[b % emails.length]} where id = ${nth("customer", a)}`,
  comesFirst: ({ a, b }: Step) =>
    sql`update customer set contact = ${b % 2 ? "primary" : "secondary"} where id = ${nth("customer", a)}`,
  isRenumbered: ({ a }: Step) =>
    sql`update customer set number = number + 10000000 where id = ${nth("customer", a)}`,
  movesFamily: ({ a, b }: Step) =>
    sql`update customer set family_id = ${family(b)} where id = ${nth("customer", a)}`,
  joins: ({ a, b }: Step) => sql`insert into customer (organisation_id, number, family_id, email)
    select ${org}, max(number) + 1 + (random() * 1000000)::int, ${family(a)}, ${emails[b % emails.length]} from customer`,
  leaves: ({ a }: Step) => sql`delete from customer where id = ${nth("customer", a)}
    and not exists (select from application where customer_id = customer.id) and not exists (select from preference where customer_id = customer.id)
    and not exists (select from transaction where customer_id = customer.id)`,
  prefers: ({
    a,
    b,
  }: Step) => sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
    select ${org}, id, ${b % 5 ? "campaign" : "text"}, ${b % 2 === 0}, 'staff' from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed`,
  prefersAtMailbox: ({
    a,
    b,
  }: Step) => sql`insert into preference (organisation_id, customer_id, channel, subscribed, source, email_key)
    select ${org}, id, 'campaign', ${b % 2 === 0}, 'link', ${emails[b % 4]?.toLowerCase() ?? null} from customer where id = ${nth("customer", a)}
    on conflict (organisation_id, customer_id, channel) do update set subscribed = excluded.subscribed, changed_at = app_now(), email_key = excluded.email_key`,
  mailboxChooses: ({
    a,
    b,
  }: Step) => sql`insert into mailbox_choice (organisation_id, email_key, subscribed, source, customer_id)
    values (${org}, ${emails[a % 4]?.toLowerCase() ?? ""}, ${b % 2 === 0}, 'link', ${nth("customer", b)})
    on conflict (organisation_id, email_key) do update set subscribed = excluded.subscribed, customer_id = excluded.customer_id`,
  mailboxForgets: ({ a }: Step) =>
    sql`delete from mailbox_choice where email_key = ${emails[a % 4]?.toLowerCase() ?? ""}`,
  forgetsPreference: ({ a }: Step) => sql`delete from preference where customer_id = ${nth("customer", a)}`,
  suppresses: ({ a, b }: Step) => sql`insert into suppression (organisation_id, kind, value_key, reason)
    values (${org}, ${a % 2 ? "address" : "domain"}, ${a % 2 ? "shared@mail.example" : "gone.example"}, ${["hard_bounce", "complaint", "by_hand"][b % 3]})
    on conflict do nothing`,
  lifts: ({
    b,
  }: Step) => sql`update suppression set lifted_at = ${b % 2 ? sql`app_now()` : null} where id = ${nth("suppression", b)}
    and not exists (select from suppression other where other.lifted_at is null and other.value_key = suppression.value_key and other.reason = suppression.reason)`,
  forgetsSuppression: ({ b }: Step) => sql`delete from suppression where id = ${nth("suppression", b)}`,
  transacts: ({ a, b }: Step) => sql`insert into transaction (organisation_id, customer_id, kind, at)
    select ${org}, id, 'visit', app_now() - make_interval(days => ${b * 40}::int) from customer where id = ${nth("customer", a)}`,
  correctsTransaction: ({
    a,
    b,
  }: Step) => sql`update transaction set at = app_now() - make_interval(days => ${b * 30}::int), customer_id = ${nth("customer", b)},
    taken_out_at = ${b % 3 ? null : sql`app_now()`} where id = ${nth("transaction", a)}`,
  voidsTransaction: ({ a }: Step) => sql`delete from transaction where id = ${nth("transaction", a)}`,
} as const satisfies Record<string, (step: Step) => RawBuilder<unknown>>;

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
  a: fc.nat(30),
  b: fc.nat(30),
});

/** Brings everything in order, so that one failing example does not colour the next. */
async function repair(): Promise<void> {
  await database.owner.query(
    "do $$ declare ids uuid[] := array(select id from customer); begin call refresh_eligibility(ids); end $$",
  );
}

/** One transaction. A deadlock is an answer too: it rolls back, and eligibility must be right all the same. */
async function run(transaction: readonly Step[]): Promise<void> {
  try {
    await inOrganisation(database.orm, organisation.organisationId, async (em) => {
      for (const step of transaction) await steps[step.kind](step).execute(em.getKysely());
    });
  } catch (error) {
    if (!(error instanceof Error) || !/deadlock|foreign key|duplicate/.test(error.message)) throw error;
  }
}

interface Look {
  readonly key: AudienceKey;
  readonly reviewId: string;
}

/** Of the draft, which has people added by hand and excluded. */
async function review(): Promise<Look> {
  const { reviewId } = await reviewAudience({ ctx: organisation.as("owner"), input: draft });
  return { key: draft, reviewId: reviewId ?? "" };
}

/** Who would receive since, as Send tells it. */
function fromReview({ key, reviewId }: Look): Promise<unknown> {
  const ctx = organisation.as("owner");
  return inOrganisation(database.orm, ctx.organisationId, (em) => compareReview(em, ctx, key, reviewId));
}

/** The same where nothing is kept of the pass's audience. */
async function fromEverybody(look: Look): Promise<unknown> {
  await database.owner.query("delete from pass_audience");
  return fromReview(look);
}

async function expectExact(): Promise<void> {
  const { kept, everybody } = await countBothWays(organisation.as("owner"), draft);
  expect(kept).toEqual(everybody);
}

/** What is kept is brought in line from time to time: as if that was long ago. */
const growOld = () =>
  database.owner.query("update pass_audience set evaluated_at = evaluated_at - interval '2 hours'");

describe("eligibility equals its definition", () => {
  it("C2 C4 after any sequence of changes to anything it depends on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 12 }), async (sequence) => {
        await repair();
        const look = await review();
        for (const [at, step] of sequence.entries()) {
          await run([step]);
          if (at % 4 !== 3) continue;
          await growOld();
          await expectExact();
        }
        expect(await differences()).toEqual([]);
        await expectExact();
        expect(await fromReview(look)).toEqual(await fromEverybody(look));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("C2 C4 after transactions on the same families at the same moment", async () => {
    const transaction = fc.array(anyStep, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { minLength: 2, maxLength: 5 }), async (transactions) => {
        await repair();
        const running = transactions.map(run); // some end before the review, some after, whatever began first
        const look = await review();
        if (transactions.length > 3) await growOld();
        await Promise.all([...running, countAudience({ ctx: organisation.as("owner"), input: draft })]);
        expect(await differences()).toEqual([]);
        await expectExact();
        expect(await fromReview(look)).toEqual(await fromEverybody(look));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("leaves whoever is moving to another family the names of that one, when a pet of the old one is renamed meanwhile", async () => {
    // Two of its own: what the random steps before have left may have no pets at all.
    const passId = passes[0] ?? "";
    const old = await createFamily(organisation, { passId });
    const { familyId: newFamily } = await createFamily(organisation, { passId, pets: [{ name: "Bella" }] });
    const [id] = old.customerIds;
    // Connections of their own: what they hold must not be waited for by whoever looks.
    const [moving, renaming] = [0, 1].map(() => new pg.Client({ connectionString: database.ownerUrl }));
    if (!moving || !renaming) throw new Error("two connections");
    await Promise.all([moving.connect(), renaming.connect()]);
    try {
      await moving.query("begin");
      await moving.query("update customer set family_id = $2 where id = $1", [id, newFamily]);
      const renamed = renaming.query("update pet set name = name || ' II' where family_id = $1", [
        old.familyId,
      ]);
      await waitUntil("the renaming waits for the person's row", async () => {
        const { rows } = await database.owner.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update pet set name%'",
        );
        return rows.length > 0;
      });
      await moving.query("commit");
      await renamed;
    } finally {
      await Promise.all([moving.end(), renaming.end()]);
    }
    const { rows } = await database.owner.query(
      `select pet_names, (select array_agg(name order by created_at, pet.id) from pet where family_id = $2 and status = 'active') as names
       from customer where id = $1`,
      [id, newFamily],
    );
    expect(rows[0].pet_names).toEqual(rows[0].names);
  });

  it("keeps pets' names and the search key with the same care", async () => {
    const { rows } = await database.owner.query(`
      select c.id from customer c cross join lateral (
        select coalesce(array_agg(p.name order by p.created_at, p.id) filter (where p.status = 'active'), '{}') as names
        from pet p where p.family_id = c.family_id) truth
      where c.pet_names is distinct from truth.names
        or c.search_key is distinct from customer_search_key(first_name, last_name, email, number, truth.names)`);
    expect(rows).toEqual([]);
  });
});
