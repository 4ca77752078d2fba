import { claimDelivery } from "@packpost/core/delivery/claim-delivery";
import { reconcileUnconfirmedDeliveries } from "@packpost/core/delivery/reconcile-unconfirmed-deliveries";
import { recordDelivery } from "@packpost/core/delivery/record-delivery";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { deliveryRun, queueDelivery } from "../support/delivery-run.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let deliveryId: string;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});
beforeEach(async () => {
  organisation = await world.organisation(1);
  deliveryId = await queue("dana@staff.example");
});

const queue = (to: string) => queueDelivery(world, organisation, to);
const run = () => deliveryRun(world, organisation, deliveryId);
const advance = (timings = {}) => run().advance(timings);
const knobs = (settings: object) => run().knobs(settings);
const row = () => run().row();
const accepted = () => run().accepted();
const age = (seconds: number) => run().age(seconds);

describe("a delivery by the send protocol", () => {
  it("C6 is sent once, however often it is advanced, and by several workers at once", async () => {
    await Promise.all([advance(), advance(), advance()]);
    expect(await advance()).toEqual({ do: "end", status: "sent" });
    expect(await row()).toMatchObject({ status: "sent", calls: 1 });
    expect(await accepted()).toBe(1);
  });

  it("C6 an answer lost after acceptance: the provider is asked, and it is not sent again", async () => {
    await knobs({ next: [{ kind: "reset-after" }], searchLagMs: 0 });
    expect(await advance()).toMatchObject({ do: "wait", why: "Ask the provider about an unanswered call" });
    expect(await row()).toMatchObject({ status: "claimed" });
    await age(10);
    expect(await advance()).toEqual({ do: "end", status: "sent" });
    expect(await row()).toMatchObject({ status: "sent", calls: 1 });
    expect(await accepted()).toBe(1);
  });

  it("C6 lost before acceptance: absent twice, far enough apart, then sent again", async () => {
    await knobs({ next: [{ kind: "reset-before" }], searchLagMs: 0 });
    await advance();
    await age(10);
    await advance({ absentAgainAfterMs: 600_000 });
    expect(await row()).toMatchObject({ status: "claimed", calls: 1 });
    await age(300);
    await advance({ absentAgainAfterMs: 600_000 });
    expect(await row()).toMatchObject({ status: "claimed", calls: 1 });
    await age(400);
    expect(await advance({ absentAgainAfterMs: 600_000 })).toEqual({ do: "end", status: "sent" });
    expect(await row()).toMatchObject({ status: "sent", calls: 2 });
    expect(await accepted()).toBe(1);
  });

  it("C6 unprovable while the provider is silent, over several asks: unconfirmed, until an event tells", async () => {
    await knobs({ next: [{ kind: "reset-after" }], searchDown: true });
    await advance();
    // However long nobody was there to ask: silence begins with the first failed ask.
    await age(40_000);
    expect(await advance()).toMatchObject({ do: "wait" });
    expect(await row()).toMatchObject({
      status: "claimed",
      providerMessage: expect.stringMatching(/did not answer: “.+”/),
    });
    await age(2_000);
    expect(await advance()).toMatchObject({ do: "wait" });
    await age(2_000);
    expect(await advance()).toEqual({ do: "end", status: "unconfirmed" });
    expect(await row()).toMatchObject({ status: "unconfirmed" });
    expect((await deliver()).status).toBe(200);
    expect(await row()).toMatchObject({
      status: "delivered",
      providerMessage: expect.not.stringContaining("did not answer"),
    });
  });

  it("C6 unconfirmed is not the end: absent twice once the provider can be asked again, it is sent again", async () => {
    await knobs({ next: [{ kind: "5xx-before", status: 503 }], searchDown: true });
    await advance();
    for (const _ask of [1, 2, 3]) {
      await age(4_000);
      await advance();
    }
    expect(await row()).toMatchObject({ status: "unconfirmed" });
    await knobs({ searchDown: false, searchLagMs: 0 });
    const ask = () =>
      reconcileUnconfirmedDeliveries({
        ctx: createTestWorkerContext(world, organisation),
        input: { timings: { ...quickTimings, absentAgainAfterMs: 600_000 } },
      });
    await age(10);
    expect(await ask()).toEqual([]);
    expect(await row()).toMatchObject({ status: "unconfirmed" });
    await age(700);
    expect(await ask()).toEqual([deliveryId]);
    expect(await advance()).toEqual({ do: "end", status: "sent" });
    expect(await row()).toMatchObject({ status: "sent", calls: 2, providerMessage: null });
    expect(await accepted()).toBe(1);
  });

  it("C6 a search that is throttled is waited for as told, and is no silence", async () => {
    await knobs({
      next: [{ kind: "reset-after" }, { kind: "429", endpoint: "search", times: 9 }],
      retryAfterSeconds: 90,
    });
    await advance();
    for (const _ask of [1, 2, 3, 4]) {
      await age(4_000);
      const told = await advance();
      expect(told).toMatchObject({ do: "wait", why: "Ask the provider about an unanswered call" });
      expect(told.do === "wait" && told.ms).toBeGreaterThan(80_000);
      expect(await row()).toMatchObject({ status: "claimed" });
    }
  });

  it("C6 waits as long as the provider asks, and a refused account says why", async () => {
    await knobs({ next: [{ kind: "429" }], retryAfterSeconds: 7 });
    expect(await advance()).toEqual({ do: "wait", ms: 7_000, why: "The provider asked us to wait" });
    expect(await row()).toMatchObject({ status: "waiting" });
    // Every single mail of the organisation waits so long.
    deliveryId = await queue("eve@staff.example");
    expect(await advance()).toMatchObject({ do: "wait" });
    expect(await row()).toMatchObject({ status: "waiting", calls: 0 });
    await age(10);
    await knobs({ next: [{ kind: "error", status: 401, errorCode: 10, message: "Bad token" }] });
    expect(await advance()).toEqual({ do: "end", status: "failed" });
    expect(await row()).toMatchObject({
      status: "failed",
      providerMessage: expect.stringContaining("refused us"),
    });
    expect(await accepted()).toBe(0);
  });

  it("C17 waits while all sending is stopped", async () => {
    const id = [organisation.ctx.organisationId];
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", id);
    expect(await advance()).toMatchObject({ do: "wait", why: "All sending is stopped" });
    await world.owner.query("update organisation set sending_stopped_at = null where id = $1", id);
    expect(await advance()).toEqual({ do: "end", status: "sent" });
  });

  it("C6 a stalled worker's late refusal changes nothing, its late acceptance counts", async () => {
    const ctx = createTestWorkerContext(world, organisation);
    const first = await claimDelivery({
      ctx,
      input: { deliveryId, channel: "email", purpose: "preview", stream: "transactional", callMs: 1_000 },
    });
    await recordDelivery({ ctx, input: { deliveryId, call: 1, outcome: { kind: "released" } } });
    const second = await claimDelivery({
      ctx,
      input: { deliveryId, channel: "email", purpose: "preview", stream: "transactional", callMs: 1_000 },
    });
    expect([first, second]).toMatchObject([{ calls: 1 }, { calls: 2 }]);
    await recordDelivery({
      ctx,
      input: { deliveryId, call: 1, outcome: { kind: "failed", providerMessage: "late" } },
    });
    expect(await row()).toMatchObject({ status: "claimed", providerMessage: null });
    const at = new Date();
    await recordDelivery({
      ctx,
      input: { deliveryId, call: 1, outcome: { kind: "accepted", providerMessageId: "m", at } },
    });
    expect(await row()).toMatchObject({ status: "sent" });
  });

  it("C6 C14 shows what the provider says of it; a dead address is suppressed", async () => {
    await advance();
    await deliver();
    expect(await row()).toMatchObject({ status: "delivered" });
    const bounce = {
      RecordType: "Bounce",
      Type: "HardBounce",
      BouncedAt: new Date().toISOString(),
      Inactive: true,
    };
    await tell({ ...bounce, Description: "The mailbox is gone." });
    expect(await row()).toMatchObject({ status: "bounced", providerMessage: "The mailbox is gone." });
    await deliver();
    expect(await row()).toMatchObject({ status: "bounced", providerMessage: "The mailbox is gone." });
    const { rows } = await world.owner.query(
      "select value_key, reason from suppression where organisation_id = $1",
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([{ value_key: "dana@staff.example", reason: "hard_bounce" }]);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C6 C11 a preview is opened and clicked by a person; what a bot does is kept apart", async () => {
    await advance();
    await tell({ RecordType: "Open", ReceivedAt: new Date().toISOString(), UserAgent: "Mozilla/5.0" });
    expect(await row()).toMatchObject({ status: "sent" });
    await tell({ RecordType: "Open", ReceivedAt: new Date().toISOString(), UserAgent: "Firefox" });
    expect(await row()).toMatchObject({ status: "opened" });
    await tell({
      ...{ RecordType: "Click", ReceivedAt: new Date().toISOString(), UserAgent: "Firefox" },
      OriginalLink: "https://riverside.example/map",
    });
    expect(await row()).toMatchObject({ status: "clicked" });
    const { rows } = await world.owner.query(
      "select bot_opened_at is not null as bot, clicked_at >= opened_at as in_order from delivery where id = $1",
      [deliveryId],
    );
    expect(rows).toEqual([{ bot: true, in_order: true }]);
    expect(await world.broken(organisation)).toEqual([]);
  });
});

/** A webhook about this mail. */
function tell(facts: object): Promise<Response> {
  const Metadata = { attempt: deliveryId, recipient: deliveryId };
  return web.webhook(organisation.ctx.organisationId, {
    MessageID: "00000000-0000-4000-8000-000000000001",
    MessageStream: "outbound",
    Metadata,
    ...facts,
  });
}

function deliver(): Promise<Response> {
  const at = new Date().toISOString();
  return tell({ RecordType: "Delivery", DeliveredAt: at, Recipient: "dana@staff.example", Details: at });
}
