import { campaignSorts } from "@packpost/core/campaign/enums";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

/** What became of a recipient: the facts of its row. */
const fates = {
  waiting: [],
  delivered: ["sent_at", "delivered_at"],
  // Opened three times is one person: the row has the first time only.
  opened: ["sent_at", "delivered_at", "opened_at"],
  machine: ["sent_at", "delivered_at", "bot_opened_at"],
  clicked: ["sent_at", "delivered_at", "opened_at", "clicked_at"],
  left: ["sent_at", "delivered_at", "opened_at", "unsubscribed_at"],
  complained: ["sent_at", "delivered_at", "complained_at"],
  bounced: ["sent_at", "hard_bounced_at"],
  dropped: ["dropped_at"],
  skipped: ["skipped_at"],
} as const;
type Fate = keyof typeof fates;

/** Campaigns of the past and of now, made with these fates. */
const made: { name: string; subject: string; status: string; began: string | null; people: Fate[] }[] = [
  { name: "Alpha", subject: "Snow day", status: "draft", began: null, people: [] },
  {
    name: "beta",
    subject: "Gate code",
    status: "sent",
    began: "2026-05-01",
    people: ["opened", "opened", "delivered"],
  },
  {
    name: "Gamma",
    subject: "50% off_",
    status: "sent",
    began: "2026-04-01",
    people: ["machine", "bounced", "left"],
  },
  { name: "Delta", subject: "Snow again", status: "sent", began: "2026-06-01", people: ["skipped"] },
  {
    name: "Epsilon",
    subject: "Hours",
    status: "sending",
    began: "2026-06-02",
    people: ["waiting", "clicked", "dropped"],
  },
  { name: "Zeta", subject: "Hours", status: "scheduled", began: null, people: [] },
  {
    name: "Eta",
    subject: "Agility",
    status: "paused",
    began: "2026-03-01",
    people: ["complained", "waiting", "clicked", "left"],
  },
];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
const names = new Map<string, string>();

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(5);
  const customers = await world.owner.query("select id from customer where organisation_id = $1", [
    organisation.ctx.organisationId,
  ]);
  for (const { name, subject, status, began, people } of made) {
    const campaignId = await world.draft(organisation);
    names.set(campaignId, name);
    await world.owner.query(
      `with named as (update campaign set name = $2, subject = $3 where id = $1 returning id, author_id)
       update broadcast set status = $4, sending_began_at = $5,
         template = case when $4 = 'draft' then template else '{}' end, send_at = case when $4 = 'draft' then null else now() end,
         sent_by = author_id, finished_at = case when $4 = 'sent' then now() end from named where broadcast.id = named.id`,
      [campaignId, name, subject, status, began],
    );
    for (const [index, fate] of people.entries()) {
      const facts = fates[fate];
      const columns = facts.map((fact) => `, ${fact}`).join("");
      const times = facts.map(() => ", '2026-06-03T12:00:00Z'").join("");
      await world.owner.query(
        `insert into recipient (organisation_id, broadcast_id, customer_id, skip_reasons, drop_reason${columns})
         values ($1, $2, $3, $4, $5${times})`,
        [
          organisation.ctx.organisationId,
          campaignId,
          customers.rows[index].id,
          fate === "skipped" ? 128 : 0,
          fate === "dropped" ? "other" : null,
        ],
      );
    }
  }
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const list = async (input: object = {}) => (await web.as(organisation)).campaign.list(input);
const namesOf = (page: Awaited<ReturnType<typeof list>>) => page.campaigns.map(({ name }) => name);

describe("C1 the list of campaigns", () => {
  it("C1 counts people in the seed's columns, and adds up", async () => {
    const { campaigns } = await list();
    const line = (name: string) => campaigns.find((campaign) => campaign.name === name);
    expect(line("beta")).toMatchObject({ audience: 3, sent: 3, opened: 2, openRate: 2 / 3, clicked: 0 });
    // A machine's opening is no opening; a bounce was accepted, so it counts as sent.
    expect(line("Gamma")).toMatchObject({ sent: 3, opened: 1, openRate: 1 / 3, bounced: 1, unsubscribed: 1 });
    expect(line("Epsilon")).toMatchObject({ audience: 3, waiting: 1, sent: 1, failed: 1, blocked: 1 });
    expect(line("Eta")).toMatchObject({ sent: 3, clicked: 1, unsubscribed: 1, complained: 1, blocked: 1 });
    expect(line("Delta")).toMatchObject({ audience: 1, skipped: 1, sent: 0, openRate: null });
    expect(line("Alpha")).toMatchObject({ audience: 0, openRate: null });
    for (const { audience, waiting, sent, failed, skipped, cancelled, unconfirmed } of campaigns)
      expect(waiting + sent + failed + skipped + cancelled + unconfirmed).toBe(audience);
  });

  it("C1 the date is when sending began, of a draft when it was created", async () => {
    const { campaigns } = await list({ sort: "date", order: "asc" });
    expect(campaigns[0]).toMatchObject({ name: "Eta", date: new Date("2026-03-01T00:00:00Z") });
    const draft = campaigns.find(({ name }) => name === "Alpha");
    const { rows } = await world.owner.query("select created_at from campaign where id = $1", [draft?.id]);
    expect(draft?.date).toEqual(rows[0].created_at);
  });

  it.each(campaignSorts.flatMap((sort) => (["asc", "desc"] as const).map((order) => [sort, order] as const)))(
    "C1 sorted by %s %s, two a page, everybody comes once and in order",
    async (sort, order) => {
      const whole = await list({ sort, order });
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await list({ sort, order, pageSize: 2, cursor });
        expect(page.campaigns.length).toBeLessThanOrEqual(2);
        seen.push(...page.campaigns.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(whole.campaigns.map(({ id }) => id));
      expect(seen.toSorted()).toEqual([...names.keys()].toSorted());
      const keys = whole.campaigns.map((line) => {
        if (sort === "openRate") return line.openRate ?? -1;
        return sort === "name" ? line.name.toLowerCase() : line[sort];
      });
      for (const [index, key] of keys.entries()) {
        const before = keys[index - 1] ?? key;
        expect(order === "asc" ? before <= key : before >= key, `${String(before)}, ${String(key)}`).toBe(
          true,
        );
      }
    },
  );

  it("C1 search looks at name and subject, in any case, and takes no character for a wildcard", async () => {
    expect(namesOf(await list({ search: "SNOW" })).toSorted()).toEqual(["Alpha", "Delta"]);
    expect(namesOf(await list({ search: "eta" })).toSorted()).toEqual(["Eta", "Zeta", "beta"]);
    expect(namesOf(await list({ search: "50% off_" }))).toEqual(["Gamma"]);
    expect(namesOf(await list({ search: "%" }))).toEqual(["Gamma"]);
    expect(namesOf(await list({ search: "S_ow" }))).toEqual([]);
  });

  it("C1 a status filter shows those alone; the numbers beside the filters stay", async () => {
    const page = await list({ statuses: ["sent", "paused"], sort: "name", order: "asc" });
    expect(namesOf(page)).toEqual(["beta", "Delta", "Eta", "Gamma"]);
    expect(page.statusCounts).toEqual({ draft: 1, sent: 3, sending: 1, scheduled: 1, paused: 1 });
    expect(namesOf(await list({ statuses: ["cancelled"] }))).toEqual([]);
  });

  it("C1 another organisation's campaigns are not in it", async () => {
    const other = await world.organisation(1);
    expect(namesOf(await (await web.as(other)).campaign.list({}))).toEqual([]);
  });
});
