import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { listAudienceSchema } from "@packpost/core/audience/schemas";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
/** A million with FREQUENCY_ROWS=1000000, to measure. */
const customers = Number(process.env.FREQUENCY_ROWS ?? 20_000);
let counter: ReadCounter;
let large: LargeOrganisation;
let campaignId = "";

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);
const limit = (most: number | null) =>
  database.owner.query("update organisation set frequency_most = $2 where id = $1", [
    large.organisationId,
    most,
  ]);
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const answer = await work();
  if (process.env.FREQUENCY_ROWS) console.log(`${what}: ${Math.round(performance.now() - began)} ms`);
  return answer;
}

/** Two campaigns of the last days: one reached everybody but each tenth, the other each third. */
beforeAll(async () => {
  const { orm, owner } = database;
  large = await seedLarge({ orm, customers, ownerUrl: database.ownerUrl });
  counter = await ReadCounter.open(database.appUrl, owner);
  for (const [each, but] of [
    [10, true],
    [3, false],
  ] as const) {
    const { campaignId: sent } = await createCampaign({ ctx: ctx(), input: {} });
    await owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, slice, email_key, email, sent_at)
       select distinct on (email_key) organisation_id, $1, id, 0, email_key, email, now() from customer
       where organisation_id = $2 and email_key is not null and (number % $3 <> 0) = $4 order by email_key, number`,
      [sent, large.organisationId, each, but],
    );
    await owner.query(
      `update broadcast set status = 'sent', sending_began_at = now() - interval '2 hours', finished_at = now() - interval '2 hours',
         send_at = now(), template = '{}', sent_by = (select author_id from campaign where id = $1) where id = $1`,
      [sent],
    );
  }
  await owner.query("vacuum analyze");
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId: large.passId } } });
  await keepAudiences({ ctx: ctx() });
}, 900_000);
afterAll(() => counter.close());

const count = () => countAudience({ ctx: ctx(), input: { campaignId, passId: large.passId } });

describe("C4 how often, at any size", () => {
  it("C4 costs nothing while it is off, and is read once while it is on", async () => {
    const off = await timed("count, off", count);
    await limit(1);
    await timed("count, on, the first of all", count);
    let on: Awaited<ReturnType<typeof count>> | undefined;
    const read = await counter.of(async () => {
      on = await timed("count, on", count);
    });
    expect(on?.willReceive).toBeLessThan(off.willReceive / 5);
    expect((on?.willReceive ?? 0) + (on?.willNot ?? 0)).toBe(off.willReceive + off.willNot);
    expect(read.recipient ?? 0, JSON.stringify(read)).toBeLessThan(100);
    expect(read.customer ?? 0, JSON.stringify(read)).toBeLessThan(50);
    const review = await timed("review, on", () => reviewAudience({ ctx: ctx(), input: { campaignId } }));
    expect(review.willReceive).toBe(on?.willReceive);
    await limit(2);
    const two = await timed("count, at most two", count);
    expect(two.willReceive).toBeGreaterThan(on?.willReceive ?? 0);
    expect(two.willReceive).toBeLessThan(off.willReceive);
    await timed("review, at most two", () => reviewAudience({ ctx: ctx(), input: { campaignId } }));
  });

  it("C4 a page of the reason, and of those who will receive it, reads a page", async () => {
    await limit(1);
    for (const filter of [
      { kind: "reason", reason: "had_enough" },
      { kind: "will" },
      { kind: "will_not" },
    ] as const) {
      const input = listAudienceSchema.parse({ campaignId, passId: large.passId, filter, pageSize: 25 });
      let people = 0;
      const read = await counter.of(async () => {
        const page = await timed(`page: ${JSON.stringify(filter)}`, () =>
          listAudience({ ctx: ctx(), input }),
        );
        people = page.people.length;
      });
      expect(people).toBe(25);
      expect(read.customer ?? 0, JSON.stringify([filter, read])).toBeLessThan(9_000);
    }
  });

  it("C4 what is kept and everybody evaluated say the same", async () => {
    await limit(1);
    const kept = await count();
    await database.owner.query("delete from pass_audience where pass_id = $1", [large.passId]);
    const everybody = await timed("count of everybody, on", count);
    expect(everybody).toEqual(kept);
  });
});
