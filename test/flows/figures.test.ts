import { barParts, countOf, figureNames } from "@packpost/core/campaign/figures";
import type { ListRecipientsInput } from "@packpost/core/campaign/report/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

/** A campaign's people with facts in any combination, first-seen at some minute after sending began. */
const people = 24;
const facts = [
  ...["delivered_at", "opened_at", "bot_opened_at", "clicked_at", "bot_clicked_at"],
  ...["soft_bounced_at", "hard_bounced_at", "unsubscribed_at", "complained_at"],
] as const;
const links = ["https://example.org/map", "https://example.org/rules"];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
let recipientIds: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  ({ organisation, campaignId, recipientIds } = await createSentCampaign(world, people));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const fate = fc.record({
  end: fc.constantFrom("sent", "sent", "sent", "sent", "dropped", "skipped", "cancelled", "unconfirmed"),
  happened: fc.subarray([...facts]),
  minutes: fc.nat(50),
  clicks: fc.subarray(links),
  reasons: fc.constantFrom(128, 1024, 128 | 1024, 16),
});
type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never;

/** Writes what became of everybody. */
async function set(fates: readonly Fate[]): Promise<void> {
  const { owner } = world;
  await owner.query("delete from click where broadcast_id = $1", [campaignId]);
  await owner.query("update broadcast set sending_began_at = now() - interval '55 minutes' where id = $1", [
    campaignId,
  ]);
  for (const [index, { end, happened, minutes, clicks, reasons }] of fates.entries()) {
    const at = `now() - interval '${55 - minutes} minutes'`;
    const has = (fact: string) => (end === "sent" && happened.some((one) => one === fact) ? at : "null");
    const ends = `sent_at = ${end === "sent" ? at : "null"}, dropped_at = ${end === "dropped" ? at : "null"},
      skipped_at = ${end === "skipped" ? at : "null"}, skip_reasons = ${end === "skipped" ? reasons : 0},
      cancelled_at = ${end === "cancelled" ? at : "null"}, unconfirmed_at = ${end === "unconfirmed" ? at : "null"}`;
    await owner.query(
      `update recipient set ${ends}, ${facts.map((fact) => `${fact} = ${has(fact)}`).join(", ")} where id = $1`,
      [recipientIds[index]],
    );
    if (end === "sent")
      for (const url of clicks)
        await owner.query(
          `insert into click (organisation_id, broadcast_id, recipient_id, url, at, bot, dedupe_key)
           values ($1, $2, $3, $4, now(), $5, gen_random_uuid())`,
          [organisation.ctx.organisationId, campaignId, recipientIds[index], url, minutes % 3 === 0],
        );
  }
}

it("C10 C15 every figure of the page is the number of rows it filters to, whatever happened to whom", async () => {
  const { campaign } = await web.as(organisation);
  const rowsOf = async (choice: Partial<ListRecipientsInput>) =>
    (await campaign.recipients({ campaignId, pageSize: 200, ...choice })).recipients.length;
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: people, maxLength: people }), async (fates) => {
      await set(fates);
      const progress = await campaign.progress({ campaignId });
      for (const filter of figureNames)
        expect([filter, await rowsOf({ filter })]).toEqual([filter, countOf(progress, filter)]);
      expect(barParts.reduce((sum, part) => sum + countOf(progress, part), 0)).toBe(people);
      expect(progress.audience).toBe(people);
      for (const { url, people: clicked } of await campaign.links({ campaignId }))
        expect([url, await rowsOf({ link: url })]).toEqual([url, clicked]);
      for (const { code, people: skipped } of await campaign.skipReasons({ campaignId }))
        expect([code, await rowsOf({ filter: "skipped", reason: code })]).toEqual([code, skipped]);
      const chart = await campaign.chart({ campaignId, range: "hour" });
      for (const point of [chart[10], chart[30], chart.at(-1)])
        for (const filter of ["delivered", "opened", "clicked"] as const)
          expect([filter, await rowsOf({ filter, until: point?.at.toISOString() })]).toEqual([
            filter,
            point?.[filter],
          ]);
      const { campaigns } = await campaign.list({});
      expect(campaigns[0]).toMatchObject({
        sent: countOf(progress, "sent"),
        delivered: countOf(progress, "delivered"),
        opened: countOf(progress, "opened"),
        clicked: countOf(progress, "clicked"),
        bounced: countOf(progress, "bounced"),
        unsubscribed: countOf(progress, "unsubscribed"),
        complained: countOf(progress, "spam_complaint"),
      });
    }),
    { numRuns: 8 },
  );
}, 120_000);

it("C9 C10 a late bounce leaves Delivered", async () => {
  const { campaign } = await web.as(organisation);
  const delivered: Fate = {
    end: "sent",
    happened: ["delivered_at", "opened_at"],
    minutes: 3,
    clicks: [],
    reasons: 128,
  };
  await set(recipientIds.map(() => delivered));
  expect(countOf(await campaign.progress({ campaignId }), "delivered")).toBe(people);
  await set(
    recipientIds.map((_, index) =>
      index === 0 ? { ...delivered, happened: [...delivered.happened, "hard_bounced_at"] } : delivered,
    ),
  );
  const progress = await campaign.progress({ campaignId });
  expect(countOf(progress, "delivered")).toBe(people - 1);
  expect(countOf(progress, "opened")).toBe(people - 1);
  expect(countOf(progress, "bounced")).toBe(1);
  const { recipients } = await campaign.recipients({ campaignId, filter: "delivered", pageSize: 200 });
  expect(recipients.every(({ status }) => status === "opened")).toBe(true);
});
