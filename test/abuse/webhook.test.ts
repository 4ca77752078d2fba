import { matchLateEvents } from "@packpost/core/provider-event/match-late-events";
import { readWebhook } from "@packpost/providers/postmark/webhook/read-webhook";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { environmentWebhook } from "../support/serve-api.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let organisationId = "";
let campaignId = "";
let recipients: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  ({ organisation, campaignId, recipientIds: recipients } = await createSentCampaign(world, 160));
  organisationId = organisation.ctx.organisationId;
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A recipient that no other test uses. */
const fresh = () => recipients.pop() ?? "";

const at = "2026-11-20T10:00:00Z";
const kinds = {
  delivery: { RecordType: "Delivery", DeliveredAt: at, Details: "250 OK" },
  open: { RecordType: "Open", ReceivedAt: at, UserAgent: "Firefox", FirstOpen: true },
  click: { RecordType: "Click", ReceivedAt: at, OriginalLink: "https://example.org/a", UserAgent: "Firefox" },
  bounce: {
    RecordType: "Bounce",
    Type: "HardBounce",
    BouncedAt: at,
    Inactive: true,
    Description: "No such user",
  },
  complaint: { RecordType: "SpamComplaint", Type: "SpamComplaint", BouncedAt: at },
};
const about = (recipient: string, kind: keyof typeof kinds = "delivery", more: object = {}) => ({
  ...kinds[kind],
  Metadata: { recipient },
  ...more,
});

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await world.owner.query("select * from recipient where id = $1", [id]);
  return rows[0];
}
const events = async (where: string, values: unknown[]) =>
  (await world.owner.query(`select * from provider_event where ${where}`, values)).rows;

describe("the webhook's door", () => {
  it("C17 lets nobody in without the organisation's own password", async () => {
    const id = fresh();
    for (const password of ["wrong", "", null, `${webhookPasswordOf(organisationId)}x`])
      expect((await web.webhook(organisationId, about(id), { password })).status).toBe(401);
    expect((await web.webhook(organisationId, about(id), { user: "somebody" })).status).toBe(401);
    expect(await rowOf(id)).toMatchObject({ status: "sent" });
    expect((await web.webhook(organisationId, about(id))).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ status: "delivered" });
  });

  it("C17 opens nothing of another organisation's, also not with the environment's password", async () => {
    const other = await world.organisation(1);
    const theirs = webhookPasswordOf(other.ctx.organisationId);
    expect((await web.webhook(organisationId, about(fresh()), { password: theirs })).status).toBe(401);
    for (const id of [organisationId, other.ctx.organisationId, crypto.randomUUID()])
      expect((await web.webhook(id, about(fresh()), environmentWebhook)).status).toBe(401);
  });

  it("C17 takes the password before it until that is ended; who may not manage settings changes none", async () => {
    const rotating = await world.organisation(1);
    const { organisationId: id } = rotating.ctx;
    const first = webhookPasswordOf(id);
    const status = async (password: string) => (await web.webhook(id, about(id), { password })).status;
    expect(await status(first)).toBe(200);
    const owner = await web.as(rotating);
    const { password } = await owner.settings.changeWebhookSecret();
    expect(await owner.settings.webhook()).toMatchObject({ hasPrevious: true, changedAt: expect.any(Date) });
    expect([await status(password), await status(first)]).toEqual([200, 200]);
    await owner.settings.endPreviousWebhookSecret();
    await waitUntil("the old password to end", async () => (await status(first)) === 401 || undefined);
    expect(await status(password)).toBe(200);
    const kept = JSON.stringify((await world.owner.query("select * from webhook_secret")).rows);
    expect(kept).not.toContain(password);
    for (const role of ["basic", "senior"] as const)
      await expect((await web.as(rotating, role)).settings.changeWebhookSecret()).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
  });

  it("answers 400 to what is no event, 413 to 10 MB, 401 to an organisation that is not there", async () => {
    for (const body of ["", "{", "[]", "null", '"text"', "\u0000"])
      expect((await web.webhook(organisationId, body)).status, body).toBe(400);
    const large = JSON.stringify(about(fresh(), "delivery", { Details: "x".repeat(10_000_000) }));
    expect((await web.webhook(organisationId, large)).status).toBe(413);
    expect((await web.webhook(crypto.randomUUID(), about(fresh()))).status).toBe(401);
    expect((await web.webhook("../../etc", about(fresh()))).status).toBe(401);
  });

  it("keeps a kind that it does not know, and changes nothing", async () => {
    const id = fresh();
    const body = { RecordType: "Teleported", Metadata: { recipient: id }, More: [1, { deep: true }] };
    expect((await web.webhook(organisationId, body)).status).toBe(200);
    expect(await events("recipient_id = $1", [id])).toMatchObject([{ kind: "unknown", payload: body }]);
    expect(await rowOf(id)).toMatchObject({ status: "sent" });
  });

  it("keeps what it cannot match, and matches it later", async () => {
    const id = fresh();
    const MessageID = crypto.randomUUID();
    const { Metadata: _, ...body } = about(id, "bounce", { MessageID });
    expect((await web.webhook(organisationId, body)).status).toBe(200);
    expect(await events("provider_message_id = $1", [MessageID])).toMatchObject([{ recipient_id: null }]);
    await world.owner.query("update recipient set provider_message_id = $1 where id = $2", [MessageID, id]);
    const read = (payload: unknown, receivedAt: Date) => {
      const reading = readWebhook({ body: JSON.stringify(payload), receivedAt });
      return reading.ok ? reading.event : null;
    };
    const { ctx } = organisation;
    expect(await matchLateEvents({ ctx, input: { read } })).toBe(1);
    expect(await matchLateEvents({ ctx, input: { read } })).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: "bounced" });
  });

  it("changes nothing for another organisation's recipient or message", async () => {
    const other = await createSentCampaign(world, 3);
    const [victim = ""] = other.recipientIds;
    const before = await rowOf(victim);
    const MessageID = String(before.provider_message_id);
    for (const body of [about(victim, "complaint"), about(victim, "bounce", { MessageID })])
      expect((await web.webhook(organisationId, body)).status).toBe(200);
    expect(await rowOf(victim)).toEqual(before);
    const { rows } = await world.owner.query("select from suppression where organisation_id = $1", [
      other.organisation.ctx.organisationId,
    ]);
    expect(rows).toEqual([]);
  });

  it("takes the same event many times at once for one", async () => {
    const id = fresh();
    const post = () => web.webhook(organisationId, about(id, "click"), { traceId: `trace-${id}` });
    const answers = await Promise.all(Array.from({ length: 20 }, post));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await post()).status).toBe(200);
    expect(await events("recipient_id = $1", [id])).toHaveLength(1);
    expect((await world.owner.query("select from click where recipient_id = $1", [id])).rowCount).toBe(1);
    expect(await rowOf(id)).toMatchObject({ status: "clicked" });
  });

  it("C9 gives the same answer in whatever order events come, all at once", async () => {
    const orders = permutations(Object.keys(kinds) as (keyof typeof kinds)[]);
    expect(orders).toHaveLength(120);
    const rows = await Promise.all(
      orders.map(async (order) => {
        const id = fresh();
        // A fifth of them without waiting for the one before.
        if (order[0] === "delivery")
          await Promise.all(order.map((kind) => web.webhook(organisationId, about(id, kind))));
        else
          for (const kind of order)
            expect((await web.webhook(organisationId, about(id, kind))).status).toBe(200);
        return rowOf(id);
      }),
    );
    const facts = rows.map(
      ({ status, delivered_at, opened_at, clicked_at, hard_bounced_at, complained_at }) =>
        JSON.stringify({ status, delivered_at, opened_at, clicked_at, hard_bounced_at, complained_at }),
    );
    expect(new Set(facts).size).toBe(1);
    // Opened in the moment it was delivered: that was a machine (C11), in every order.
    expect(rows[0]).toMatchObject({ status: "spam_complaint", bot_opened_at: new Date(at) });
  });

  it("answers 503 when it could not write, and loses nothing", async () => {
    const id = fresh();
    await world.owner.query("alter table provider_event rename to provider_event_away");
    try {
      const answer = await web.webhook(organisationId, about(id));
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBeTruthy();
    } finally {
      await world.owner.query("alter table provider_event_away rename to provider_event");
    }
    expect(await rowOf(id)).toMatchObject({ status: "sent" });
    expect((await web.webhook(organisationId, about(id))).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ status: "delivered" });
  });

  it.each([
    ["a NUL in a text", { Details: "550 \u0000 gone", Tag: "\u0000" }],
    ["a NUL in a name", { "a\u0000b": 1 }],
    ["half a surrogate pair", { Details: "\ud83d cut" }],
    ["a backslash before u0000", { Details: "C:\\u0000 \\\\u0000" }],
    ["a year long before mail", { DeliveredAt: "-271821-04-20T00:00:00Z" }],
    ["a year far ahead", { DeliveredAt: "+275760-09-13T00:00:00Z" }],
    ["a message id of 100,000 characters", { MessageID: randomText(100_000) }],
    ["fields of other types", { MessageID: 5, Details: {}, Metadata: null }],
  ])("takes an event with %s", async (_name, more) => {
    const id = fresh();
    const answer = await web.webhook(organisationId, about(id, "delivery", more));
    expect(answer.status).toBe(200);
    if (!("Metadata" in more)) expect(await rowOf(id)).toMatchObject({ status: "delivered" });
  });

  it("O2 refuses for good what is nested beyond reading, with and without a trace id, so that it never comes again", async () => {
    for (const options of [{}, { traceId: `deep-${crypto.randomUUID()}` }])
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"],
      ] as const)
        for (const depth of [200, 5_000, 100_000]) {
          const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
          const body = `{"RecordType":"Delivery","More":${deep}}`;
          const answer = await web.webhook(organisationId, body, options);
          expect(answer.status, `${depth} ${open}`).toBe(400);
          expect(await answer.text()).toContain("nested too deep");
        }
    const brackets = about(fresh(), "delivery", { Details: '[["\\'.repeat(5_000) });
    expect((await web.webhook(organisationId, brackets)).status).toBe(200);
  });

  it("C10 takes a click on a link of 60,000 characters", async () => {
    const id = fresh();
    const OriginalLink = `https://example.org/${randomText(60_000)}`;
    expect((await web.webhook(organisationId, about(id, "click", { OriginalLink }))).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ status: "clicked" });
    expect(await (await web.as(organisation)).campaign.links({ campaignId })).toBeTruthy();
  });

  it("takes a trace id of 8,000 characters", async () => {
    const traceId = randomText(8_000);
    expect((await web.webhook(organisationId, about(fresh()), { traceId })).status).toBe(200);
  });

  it("leaves the counters right", async () => {
    expect(await world.broken(organisation)).toEqual([]);
  });
});

/** Text that no compression makes small. */
function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(Math.min(length, 60_000))), (byte) =>
    byte.toString(36),
  )
    .join("")
    .padEnd(length, "x")
    .slice(0, length);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
