import { explainDrops } from "@packpost/core/provider-event/explain-drops";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openHousehold, shared } from "../support/household.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { household, recipient, press, review, snapshot, claim, run } = openHousehold(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const post = async ({ ctx }: TestOrganisation, body: object) =>
  (await web.webhook(ctx.organisationId, body)).status;
const bounce = (recipientId: string, more: object = {}) => ({
  RecordType: "Bounce",
  Type: "HardBounce",
  Inactive: true,
  BouncedAt: minutesAgo(1),
  Description: "No such user",
  Metadata: { recipient: recipientId },
  ...more,
});
const complaint = (recipientId: string, more: object = {}) => ({
  RecordType: "SpamComplaint",
  Type: "SpamComplaint",
  BouncedAt: minutesAgo(1),
  Metadata: { recipient: recipientId },
  ...more,
});
const codes = async (organisation: TestOrganisation, name = "Ana") =>
  ((await review(organisation, await world.draft(organisation)))[name] ?? []).map(({ code }) => code);

describe("two organisations with the same people", () => {
  it("C18 C14 nothing that is said to one touches the other: links, bounces, complaints, lists, and events at the wrong door", async () => {
    const [one, other] = [await household(), await household()];
    const untouched = async () => {
      expect(await codes(other.organisation, "Ana")).toEqual([]);
      expect(await codes(other.organisation, "Cleo")).toEqual([]);
    };
    const { organisationId } = other.organisation.ctx;
    const state = async () => {
      const { rows } = await world.owner.query(
        "select id, status, to_jsonb(recipient) as facts from recipient where organisation_id = $1 order by id",
        [organisationId],
      );
      return rows;
    };
    const before = await state();
    const mine = await recipient(one.first, "Ana");
    const theirs = await recipient(other.first, "Ana");
    // The other's recipient named at this organisation's door: nobody of either is meant.
    const { rows } = await world.owner.query(
      "select provider_message_id, attempt_id from recipient where id = $1",
      [theirs.id],
    );
    for (const MessageID of [null, rows[0].provider_message_id])
      for (const event of [bounce, complaint])
        expect(
          await post(
            one.organisation,
            event(theirs.id, {
              MessageID,
              Email: shared,
              Metadata: { recipient: theirs.id, attempt: rows[0].attempt_id },
            }),
          ),
        ).toBe(200);
    expect(await codes(one.organisation, "Ana")).toEqual([]);
    await untouched();
    await press(one.organisation, mine.id, "unsubscribe");
    await post(one.organisation, complaint(mine.id));
    await post(one.organisation, bounce((await recipient(one.first, "Cleo")).id));
    expect(await codes(one.organisation, "Cleo")).toEqual(["hard_bounced"]);
    await untouched();
    expect(await state()).toEqual(before);
    expect((await other.caller.suppression.list({})).suppressions).toEqual([]);
    const found = await other.caller.audience.list({
      campaignId: await world.draft(other.organisation),
      passId: other.organisation.passId,
      search: shared,
      filter: { kind: "all" },
    });
    expect(found.people.every(({ reasons }) => reasons.every(({ code }) => code === "same_mailbox"))).toBe(
      true,
    );
    await run(other.organisation, 3);
  });
});

describe("consent, in unusual order", () => {
  it("C14 P6 a complaint after subscribing again stops mail for good; subscribing again does not lift it", async () => {
    const { organisation, first } = await household();
    const ana = await recipient(first, "Ana");
    await press(organisation, ana.id, "unsubscribe");
    await press(organisation, ana.id, "resubscribe");
    expect(await codes(organisation)).toEqual([]);
    await post(organisation, complaint(ana.id, { BouncedAt: new Date().toISOString() }));
    expect(await codes(organisation)).toContain("complained");
    await press(organisation, ana.id, "resubscribe");
    expect(await codes(organisation)).toContain("complained");
    expect(await codes(organisation, "Ben")).toContain("complained");
  });

  it("C17 C18 an older campaign's link counts as much as the newest, by turns, at the same mailbox", async () => {
    const { organisation, before, first } = await household();
    const [older, newer] = [await recipient(before, "Ben"), await recipient(first, "Ana")];
    for (const [link, action, expected] of [
      [newer, "unsubscribe", ["unsubscribed"]],
      [older, "resubscribe", []],
      [older, "unsubscribe", ["unsubscribed"]],
      [newer, "resubscribe", []],
      [older, "unsubscribe", ["unsubscribed"]],
    ] as const) {
      await press(organisation, link.id, action);
      expect(await codes(organisation)).toEqual(expected);
    }
    await world.owner.query("update campaign set archived_at = now() where id = $1", [first]);
    await world.owner.query("update recipient set sent_at = now() - interval '9 years' where id = $1", [
      newer.id,
    ]);
    await press(organisation, newer.id, "resubscribe");
    await Promise.all(Array.from({ length: 6 }, () => press(organisation, newer.id, "unsubscribe")));
    expect(await codes(organisation)).toEqual(["unsubscribed"]);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("K07 C18 who unsubscribes while a claim is in flight gets at most that mail, and no resend", async () => {
    const { organisation, before } = await household();
    const campaignId = await snapshot(organisation, 3);
    const [claimed] = await Promise.all([
      claim(organisation, campaignId),
      press(organisation, (await recipient(before, "Ben")).id, "unsubscribe"),
    ]);
    expect(claimed).toBeDefined();
    const ana = await recipient(campaignId, "Ana");
    expect(["sent", "skipped"]).toContain(ana.status);
    expect(await codes(organisation)).toEqual(["unsubscribed"]);
    await run(organisation, 2);
    expect(await world.broken(organisation)).toEqual([]);
  });
});

describe("addresses handed over between people", () => {
  it("C18 C14 two people swap addresses: an opt-out stays with both person and mailbox, a bounce with the address alone", async () => {
    const { organisation, first } = await household();
    const { organisationId } = organisation.ctx;
    const swap = (one: string, other: string) =>
      world.owner.query(
        `update customer set email = (select email from customer other where organisation_id = $1
           and other.first_name = case customer.first_name when $2 then $3 else $2 end)
         where organisation_id = $1 and first_name in ($2, $3)`,
        [organisationId, one, other],
      );
    const cleo = await recipient(first, "Cleo");
    await post(organisation, bounce(cleo.id));
    await swap("Cleo", "Dan");
    expect([await codes(organisation, "Cleo"), await codes(organisation, "Dan")]).toEqual([
      [],
      ["hard_bounced"],
    ]);
    // The link in the mail to the old address speaks for its holder and for that mailbox.
    await press(organisation, cleo.id, "unsubscribe");
    expect([await codes(organisation, "Cleo"), (await codes(organisation, "Dan")).toSorted()]).toEqual([
      ["unsubscribed"],
      ["hard_bounced", "unsubscribed"],
    ]);
    await press(organisation, cleo.id, "resubscribe");
    expect([await codes(organisation, "Cleo"), await codes(organisation, "Dan")]).toEqual([
      [],
      ["hard_bounced"],
    ]);
    expect(await world.broken(organisation)).toEqual([]);
  });
});

describe("events nobody expects", () => {
  it("C9 C12 times in the future, malformed or missing, unknown kinds, repeats and any order: taken, and one row stays true", async () => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 8);
    const [first = "", second = "", third = ""] = recipientIds;
    const times = [
      "2999-01-01T00:00:00Z",
      "yesterday",
      "",
      null,
      7,
      {},
      "0001-01-01T00:00:00",
      "2026-13-45T99:99:99Z",
      "2026-11-20T10:00:00.1234567Z",
    ];
    for (const DeliveredAt of times)
      expect(
        await post(organisation, { RecordType: "Delivery", DeliveredAt, Metadata: { recipient: first } }),
      ).toBe(200);
    const { rows } = await world.owner.query(
      "select status, delivered_at <= now() as past from recipient where id = $1",
      [first],
    );
    expect(rows).toEqual([{ status: "delivered", past: true }]);
    // The same events twice and in both orders give the same row.
    const told = (recipient: string) => [
      { RecordType: "Delivery", DeliveredAt: "2026-11-20T10:00:00Z", Metadata: { recipient } },
      {
        RecordType: "Open",
        ReceivedAt: "2026-11-20T11:00:00Z",
        UserAgent: "Firefox",
        Metadata: { recipient },
      },
      {
        RecordType: "Click",
        ReceivedAt: "2026-11-20T11:01:00Z",
        UserAgent: "Firefox",
        OriginalLink: "https://riverside.example/map",
        Metadata: { recipient },
      },
      bounce(recipient, { BouncedAt: "2026-11-20T12:00:00Z" }),
      complaint(recipient, { BouncedAt: "2026-11-20T13:00:00Z" }),
    ];
    await world.owner.query("update campaign set archived_at = now() where id = $1", [campaignId]);
    for (const event of [...told(second), ...told(second)]) expect(await post(organisation, event)).toBe(200);
    for (const event of told(third).toReversed()) expect(await post(organisation, event)).toBe(200);
    const facts = async (id: string) =>
      (
        await world.owner.query(
          "select status, delivered_at, opened_at, clicked_at, hard_bounced_at, complained_at from recipient where id = $1",
          [id],
        )
      ).rows[0];
    expect(await facts(third)).toEqual(await facts(second));
    for (const RecordType of ["Teleported", "", null, 5, [], "Inbound"])
      expect(await post(organisation, { RecordType, Metadata: { recipient: first } })).toBe(200);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "=HYPERLINK(1)",
    `https://riverside.example/${"x".repeat(20_000)}`,
    "https://\u0000",
    "\ud800",
  ])("C10 a click on %s is kept, listed and filtered without harm", async (OriginalLink) => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 2);
    const [id = ""] = recipientIds;
    const body = {
      RecordType: "Click",
      ReceivedAt: minutesAgo(1),
      UserAgent: "Firefox",
      OriginalLink,
      Metadata: { recipient: id },
    };
    expect(await post(organisation, body)).toBe(200);
    const caller = await web.as(organisation);
    const [link] = await caller.campaign.links({ campaignId });
    expect(link).toMatchObject({ people: 1 });
    const { recipients } = await caller.campaign.recipients({ campaignId, link: link?.url ?? "" });
    expect(recipients).toHaveLength(1);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C9 events for a claim that was given back: whoever waits again is not written to a second time", async () => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 3);
    const [id = ""] = recipientIds;
    const { rows } = await world.owner.query("select attempt_id from recipient where id = $1", [id]);
    const attempt = rows[0].attempt_id;
    await world.owner.query(
      "update attempt set outcome = 'reconciled', gave_back = true, evidence_at = null where id = $1",
      [attempt],
    );
    await world.owner.query(
      `update recipient set attempt_id = null, claimed_at = null, sent_at = null, provider_message_id = null, past_attempt_ids = array[$2::uuid]
       where broadcast_id = $1`,
      [campaignId, attempt],
    );
    expect(
      await post(organisation, {
        RecordType: "Delivery",
        DeliveredAt: minutesAgo(1),
        Metadata: { recipient: id, attempt },
      }),
    ).toBe(200);
    const statuses = await world.statuses(campaignId);
    expect(statuses).toEqual({ delivered: 1, unconfirmed: 2 });
    await explainDrops({ ctx: createTestWorkerContext(world, organisation) });
  });
});
