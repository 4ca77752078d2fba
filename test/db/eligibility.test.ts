import { isDeepStrictEqual } from "node:util";
import type { AudienceKey } from "@packpost/core/audience/audience-sql";
import { compareReview } from "@packpost/core/audience/review/compare-review";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { emailStateOf, textStateOf } from "@packpost/core/customer/states";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { whyNotTextable } from "@packpost/core/texting/why-not-textable-sql";
import { inOrganisation } from "@packpost/db/orm";
import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Cause, causeKinds, causeOf } from "../support/causes-of-eligibility.ts";
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
  return [...rows, ...(await differencesOfContactability()), ...(await differencesOfRefusals())];
}

/** People whose contactability, asked for those added by hand (C3), is not the part of their eligibility that has nothing to do with a pass. */
async function differencesOfContactability(): Promise<unknown[]> {
  const { rows } = await database.owner.query(`
    select eligibility.*, contactability.* from eligibility join customer_contactability contactability using (organisation_id, customer_id)
    where (eligibility.reasons & (256 | 512 | 1024 | 2048 | 4096 | 8192 | 131072), eligibility.last_contact_at, eligibility.email_key, eligibility.mailbox_shared)
      is distinct from (contactability.reasons, contactability.last_contact_at, contactability.email_key, contactability.mailbox_shared)`);
  return rows;
}

const anyStep = fc.record({
  kind: fc.constantFrom(...causeKinds),
  a: fc.nat(30),
  b: fc.nat(30),
});

/** People whose states, by which the list of customers finds them, are not those that it shows of them (P1). */
async function differencesOfRefusals(): Promise<unknown[]> {
  const ctx = organisation.as("owner");
  const { rows } = await inOrganisation(database.orm, ctx.organisationId, (em) =>
    sql<{
      reasons: number;
      why: string | null;
      kept: { search_key: string; states: string[] } | null;
      search_key: string;
    }>`
      select customer.search_key, reach.reasons, ${whyNotTextable(ctx, sql`customer.phone`, sql`customer.id`)} as why,
        (select jsonb_build_object('search_key', kept.search_key, 'states', jsonb_build_array(email_state, text_state))
         from customer_refusal kept where kept.customer_id = customer.id) as kept
      from customer join customer_contactability reach on reach.customer_id = customer.id`.execute(
      em.getKysely(),
    ),
  );
  return rows.filter(({ reasons, why, kept, search_key }) => {
    const states = [emailStateOf(reasons), textStateOf(why)];
    const isRefused = states.includes("blocked") || states.includes("unsubscribed");
    return !isDeepStrictEqual(kept, isRefused ? { search_key, states } : null);
  });
}

/** Brings everything in order, so that one failing example does not colour the next. */
async function repair(): Promise<void> {
  await database.owner.query(
    "do $$ declare ids uuid[] := array(select id from customer); begin call refresh_eligibility(ids); call refresh_refusals(ids); end $$",
  );
}

/** One transaction. A deadlock is an answer too: it rolls back, and eligibility must be right all the same. */
async function run(transaction: readonly Cause[]): Promise<void> {
  try {
    await inOrganisation(database.orm, organisation.organisationId, async (em) => {
      for (const step of transaction) await causeOf({ families, passes }, step).execute(em.getKysely());
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
