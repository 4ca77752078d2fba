import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const began = "2026-06-01T12:00:00Z";
const after = (minutes: number) => new Date(Date.parse(began) + minutes * 60_000).toISOString();

/** Recipients of a sent campaign by what happened to each, in minutes after sending began. */
const people: Record<string, number>[] = [
  { sent_at: 0, delivered_at: 1, opened_at: 5, clicked_at: 6 },
  { sent_at: 0, delivered_at: 2, opened_at: 30 },
  { sent_at: 0, delivered_at: 2, bot_opened_at: 2 },
  { sent_at: 0, delivered_at: 90, clicked_at: 200 },
  { sent_at: 0, soft_bounced_at: 3 },
  { dropped_at: 0 },
  { skipped_at: 0 },
];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(people.length);
  campaignId = await world.draft(organisation);
  const { organisationId } = organisation.ctx;
  await world.owner.query(
    `update broadcast set status = 'sent', sending_began_at = $2, finished_at = $2, send_at = $2, template = '{}', sent_by = author_id
     from campaign where campaign.id = broadcast.id and broadcast.id = $1`,
    [campaignId, began],
  );
  const customers = await world.owner.query(
    "select id from customer where organisation_id = $1 order by number",
    [organisationId],
  );
  for (const [index, facts] of people.entries()) {
    await world.owner.query("update customer set first_name = $2, last_name = 'Person' where id = $1", [
      customers.rows[index].id,
      `N${people.length - index}`,
    ]);
    const { rows } = await world.owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, skip_reasons, drop_reason${Object.keys(
        facts,
      )
        .map((fact) => `, ${fact}`)
        .join("")})
       values ($1, $2, $3, $4, $5${Object.values(facts)
         .map((minutes) => `, '${after(minutes)}'`)
         .join("")}) returning id`,
      [
        organisationId,
        campaignId,
        customers.rows[index].id,
        "skipped_at" in facts ? 128 : 0,
        "dropped_at" in facts ? "earlier_bounce" : null,
      ],
    );
    const clicks = index === 0 ? ["a", "a", "b"] : index === 3 ? ["a"] : [];
    for (const [turn, url] of clicks.entries())
      await click(rows[0].id, `https://example.org/${url}`, turn, false);
    if (index === 2) await click(rows[0].id, "https://example.org/b", 0, true);
  }
});
afterAll(async () => {
  await web.close();
  await world.close();
});

function click(recipientId: string, url: string, turn: number, bot: boolean) {
  return world.owner.query(
    `insert into click (organisation_id, broadcast_id, recipient_id, url, at, bot, dedupe_key) values ($1, $2, $3, $4, $5, $6, gen_random_uuid())`,
    [organisation.ctx.organisationId, campaignId, recipientId, url, after(6 + turn), bot],
  );
}

const caller = () => web.as(organisation);

describe("C10 the page of a sent campaign", () => {
  it("C10 lists each link with its people, clicks and machines' clicks", async () => {
    expect(await (await caller()).campaign.links({ campaignId })).toEqual([
      { url: "https://example.org/a", people: 2, clicks: 3, botClicks: 0 },
      { url: "https://example.org/b", people: 1, clicks: 1, botClicks: 1 },
    ]);
  });

  it("C10 the chart adds up people as time went by, each at the first time it happened", async () => {
    const hour = await (await caller()).campaign.chart({ campaignId, range: "hour" });
    expect(hour).toHaveLength(61);
    const at = (minutes: number) => {
      const { at: _, ...counts } = hour[minutes] ?? { at: null };
      return counts;
    };
    expect(hour[0]?.at).toEqual(new Date(began));
    expect(at(0)).toEqual({ delivered: 0, opened: 0, clicked: 0 });
    expect(at(2)).toEqual({ delivered: 3, opened: 0, clicked: 0 });
    expect(at(6)).toEqual({ delivered: 3, opened: 1, clicked: 1 });
    expect(at(60)).toEqual({ delivered: 3, opened: 2, clicked: 1 });
    const day = await (await caller()).campaign.chart({ campaignId, range: "day" });
    expect(day).toHaveLength(97);
    expect(day.at(-1)).toMatchObject({ delivered: 4, opened: 2, clicked: 2 });
  });

  it("C10 C15 the totals are those of the recipients", async () => {
    expect(await (await caller()).campaign.progress({ campaignId })).toMatchObject({
      audience: 7,
      buckets: { waiting: 0, sent: 5, failed: 1, skipped: 1, cancelled: 0, unconfirmed: 0 },
      facts: { delivered: 4, opened: 2, clicked: 2, soft_bounced: 1 },
    });
  });

  it.each([
    ["delivered", 4],
    ["opened", 2],
    ["clicked", 2],
    ["bounced", 1],
    ["failed", 1],
    ["skipped", 1],
    ["waiting", 0],
    ["all", 7],
  ] as const)("C10 the filter %s shows %i", async (filter, n) => {
    const { recipients } = await (await caller()).campaign.recipients({ campaignId, filter });
    expect(recipients).toHaveLength(n);
  });

  it("C10 C9 pages by name, each once, with what became of each", async () => {
    const seen: { name: string; status: string }[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await (await caller()).campaign.recipients({ campaignId, pageSize: 3, cursor });
      seen.push(...page.recipients.map(({ name, status }) => ({ name, status })));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([
      { name: "N1 Person", status: "skipped" },
      { name: "N2 Person", status: "dropped" },
      { name: "N3 Person", status: "bounced" },
      { name: "N4 Person", status: "clicked" },
      { name: "N5 Person", status: "delivered" },
      { name: "N6 Person", status: "opened" },
      { name: "N7 Person", status: "clicked" },
    ]);
    const [found] = (await (await caller()).campaign.recipients({ campaignId, search: "n5 pers" }))
      .recipients;
    expect(found).toMatchObject({ name: "N5 Person", bot: "opened", statusAt: new Date(after(2)) });
  });
});

describe("C8 C13 when everybody has had their turn", () => {
  it("C8 counts the hold, the pace, and whoever else takes from it; not a campaign between two waves", async () => {
    const { owner } = world;
    const crowd = await world.organisation(20);
    const { organisationId } = crowd.ctx;
    await owner.query(
      `insert into sender (organisation_id, stream, per_second, next_slot_at)
       values ($1, 'bulk', 2, app_now() + interval '30 seconds')`,
      [organisationId],
    );
    const begin = async () => {
      const id = await world.draft(crowd);
      await owner.query(
        `update broadcast set status = 'sending', sending_began_at = now(), send_at = now(), template = '{}', sent_by = author_id
         from campaign where campaign.id = broadcast.id and broadcast.id = $1`,
        [id],
      );
      return id;
    };
    const first = await begin();
    await owner.query(
      "insert into recipient (organisation_id, broadcast_id, customer_id) select organisation_id, $2, id from customer where organisation_id = $1",
      [organisationId, first],
    );
    const secondsLeft = async () =>
      (await (await web.as(crowd)).campaign.progress({ campaignId: first })).secondsLeft ?? 0;
    const near = (seconds: number, expected: number) => {
      expect(seconds).toBeLessThanOrEqual(expected + 1);
      expect(seconds).toBeGreaterThan(expected - 8);
    };
    near(await secondsLeft(), 30 + 20 / 2);
    const second = await begin();
    near(await secondsLeft(), 30 + 20 / 1);
    await owner.query("update broadcast set wave_opens_at = app_now() + interval '1 hour' where id = $1", [
      second,
    ]);
    near(await secondsLeft(), 30 + 20 / 2);
  });
});
