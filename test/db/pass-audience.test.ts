import type { AudienceKey } from "@packpost/core/audience/audience-sql";
import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { countBothWays } from "../support/count-both-ways.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** What is kept of a pass's audience: rows are counted, so that a slow machine proves nothing. */
const customers = 3_000;
const database = openTestDatabase();
let counter: ReadCounter;
let large: LargeOrganisation;
let draft: AudienceKey;

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);
const change = (statement: string) => database.owner.query(statement);

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers });
  await change(
    "update customer set email = other.email from customer other where other.number = customer.number - 1 and customer.number % 100 = 2",
  );
  counter = await ReadCounter.open(database.appUrl, database.owner);
  const { campaignId } = await createCampaign({ ctx: ctx(), input: { name: "Kept" } });
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId: large.passId } } });
  draft = { campaignId, passId: large.passId };
  await keepAudiences({ ctx: ctx() });
}, 120_000);
afterAll(() => counter.close());

async function expectExact(): Promise<void> {
  const { kept, everybody } = await countBothWays(ctx(), draft);
  expect(kept).toEqual(everybody);
}

/** Sets the database's clock, until the next call. */
const setClock = (instant: string) =>
  change(
    `create or replace function app_now() returns timestamptz language sql stable parallel safe as $$ select ${instant} $$`,
  );

describe("issue 8 the audience of a pass", () => {
  it("C4 C7 is evaluated once: counting and reviewing again read nobody", async () => {
    await expectExact();
    const read = await counter.of(async () => {
      await countAudience({ ctx: ctx(), input: draft });
      await reviewAudience({ ctx: ctx(), input: draft });
    });
    expect(read.eligibility ?? 0).toBeLessThan(10);
    expect(read.customer ?? 0).toBeLessThan(10);
  });

  it("C3 C4 evaluates whom the lists name, and no others", async () => {
    for (const [list, text] of [
      ["add", "#5, #50, #2970, #102"],
      ["exclude", "#3, #7, #101"],
    ] as const)
      await enterPeople({ ctx: ctx(), input: { campaignId: draft.campaignId, list, text } });
    await expectExact();
    const read = await counter.of(() => countAudience({ ctx: ctx(), input: draft }));
    expect(read.eligibility ?? 0).toBeLessThan(100);
    expect(read.customer ?? 0).toBeLessThan(200);
  });

  it("C4 is written down again once many have changed, and not before", async () => {
    const evaluated = async () =>
      (await change("select as_of::text as seen from pass_audience")).rows[0]?.seen as string;
    const first = await evaluated();
    await change(
      "update application set status = 'denied' where customer_id in (select id from customer where number <= 40)",
    );
    await expectExact();
    expect(await evaluated()).toBe(first);
    await change(
      "update application set status = 'pending' where customer_id in (select id from customer where number <= 600)",
    );
    await expectExact();
    expect(await evaluated()).not.toBe(first);
    const read = await counter.of(() => countAudience({ ctx: ctx(), input: draft }));
    expect(read.eligibility ?? 0).toBeLessThan(100);
  });

  it("C2 C4 knows who expired and who became silent while a day passed, without reading the others", async () => {
    const midnight =
      "(date_trunc('day', now() at time zone 'Europe/Berlin') + interval '1 day') at time zone 'Europe/Berlin'";
    const day = `(${midnight} at time zone 'Europe/Berlin')::date`;
    try {
      await setClock(`${midnight} - interval '1 hour'`);
      await change(
        `update registration set valid_through = ${day} - 1 where pet_id in (select pet.id from pet join customer using (family_id) where number between 700 and 710)`,
      );
      await change(
        `update pet set status = 'inactive' where family_id in (select family_id from customer where number between 705 and 715)`,
      );
      await change(
        `update registration set valid_through = ${day} - 1 where pet_id in (select pet.id from pet join customer using (family_id) where number between 712 and 713)`,
      );
      await change(
        `update customer set last_transaction_at = ${midnight} - interval '2 years' where number between 800 and 805`,
      );
      const before = await countBothWays(ctx(), draft);
      expect(before.kept).toEqual(before.everybody);
      await setClock(`${midnight} + interval '1 hour'`);
      const after = await countBothWays(ctx(), draft);
      expect(after.kept).toEqual(after.everybody);
      expect(after.kept).not.toEqual(before.kept);
      const read = await counter.of(() => countAudience({ ctx: ctx(), input: draft }));
      expect(read.customer ?? 0).toBeLessThan(300);
      await setClock(`${midnight} + interval '30 hours'`);
      await expectExact();
    } finally {
      await setClock("now()");
    }
    await expectExact();
  });

  it("C4 counts a pass that there is not, and one that nobody has", async () => {
    const nobody = { willReceive: 0, willNot: 0, reasons: [] };
    const { campaignId } = await createCampaign({ ctx: ctx(), input: {} });
    for (const passId of [crypto.randomUUID(), await newPass()])
      expect(await countAudience({ ctx: ctx(), input: { campaignId, passId } })).toMatchObject(nobody);
  });
});

async function newPass(): Promise<string> {
  const { rows } = await database.owner.query<{ id: string }>(
    "insert into pass (organisation_id, name) values ($1, 'Nobody has it') returning id",
    [large.organisationId],
  );
  return rows[0]?.id ?? "";
}
