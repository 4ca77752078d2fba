import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld, webhookPasswordOf } from "../support/open-world.ts";
import { serveWeb } from "../support/serve-web.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

/** Each fate at the simulator, the status it ends with, and what the panel must tell, in order. */
const stories = {
  none: ["sent", ["chosen", "claimed", "accepted"]],
  deliver: ["delivered", ["chosen", "claimed", "accepted", "delivered"]],
  open: ["opened", ["chosen", "claimed", "accepted", "delivered", "opened"]],
  machineopen: ["delivered", ["chosen", "claimed", "accepted", "delivered", "opened"]],
  click: ["clicked", ["chosen", "claimed", "accepted", "delivered", "opened", "clicked"]],
  soft: ["bounced", ["chosen", "claimed", "accepted", "soft_bounced"]],
  bounce: ["bounced", ["chosen", "claimed", "accepted", "hard_bounced"]],
  blocked: ["bounced", ["chosen", "claimed", "accepted", "soft_bounced"]],
  spam: ["spam_complaint", ["chosen", "claimed", "accepted", "delivered", "complained"]],
  oneclick: ["unsubscribed", ["chosen", "claimed", "accepted", "delivered", "unsubscribed"]],
} as const;
const fates = Object.keys(stories) as (keyof typeof stories)[];

const world = new TestWorld(inject("services"));
let web: TestWeb;
let door: Awaited<ReturnType<typeof serveWeb>>;
let organisation: TestOrganisation;
let campaignId = "";
const ids: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  door = await serveWeb(web);
  organisation = await world.organisation(fates.length);
  const { token, ctx: staff } = organisation;
  await world.simulator.call("PUT", `/_servers/${token}`, {
    name: "Test",
    webhookUrl: `${door.url}/api/webhooks/postmark/${staff.organisationId}`,
    webhookUser: WEBHOOK_USER,
    webhookPassword: webhookPasswordOf(staff.organisationId),
  });
  const outcomes = Object.fromEntries(fates.map((fate, index) => [`person${index + 1}`, fate]));
  await world.simulator.call("PUT", "/_faults", { tokens: { [token]: { outcomes, speed: 20 } } });
  campaignId = await world.draft(organisation, "Hello, [read](https://example.org/a).");
  await world.confirm(organisation, campaignId, fates.length);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation, door.url);
  await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
  await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 15_000 } });
  const { rows } = await world.owner.query(
    "select recipient.id from recipient join customer on customer.id = customer_id where broadcast_id = $1 order by number",
    [campaignId],
  );
  ids.push(...rows.map(({ id }) => id));
  const wanted = fates.map((fate) => stories[fate][0]).toSorted();
  const settled = async () => {
    const { rows: now } = await world.owner.query(
      "select status from recipient where broadcast_id = $1 and (status <> 'delivered' or bot_opened_at is not null or id = $2)",
      [campaignId, ids[1]],
    );
    return JSON.stringify(now.map(({ status }) => status).toSorted()) === JSON.stringify(wanted) || undefined;
  };
  await waitUntil("all outcomes", settled, 40_000);
});
afterAll(async () => {
  door.close();
  await web.close();
  await world.close();
});

const explain = async (recipientId = "", caller = web.as(organisation, "senior")) =>
  (await caller).campaign.recipient({ campaignId, recipientId });

describe("C9 one recipient, explained", () => {
  it.each(fates)("C9 C12 %s: everything in order, also after the raw events are gone", async (fate) => {
    const index = fates.indexOf(fate);
    const told = await explain(ids[index]);
    const [status, kinds] = stories[fate];
    expect(told).toMatchObject({
      id: ids[index],
      number: index + 1,
      status,
      email: `person${index + 1}@inbox.example`,
    });
    expect(told.events.map(({ kind }) => kind)).toEqual(kinds);
    const times = told.events.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await world.owner.query("delete from provider_event where recipient_id = $1", [ids[index]]);
    expect(await explain(ids[index])).toEqual(told);
  });

  it("C9 gives the provider's own words, the links, how they unsubscribed, and how a machine was told apart", async () => {
    const of = async (fate: keyof typeof stories) => (await explain(ids[fates.indexOf(fate)])).events;
    expect((await of("bounce")).at(-1)).toMatchObject({
      providerMessage: expect.stringMatching(/550 5\.1\.1/),
    });
    expect((await of("click")).at(-1)).toMatchObject({ url: "https://example.org/a", bot: null });
    expect((await of("machineopen")).at(-1)).toMatchObject({ kind: "opened", bot: "reported" });
    expect((await of("oneclick")).at(-1)).toMatchObject({ kind: "unsubscribed", source: "one_click" });
    expect(await explain(ids[fates.indexOf("blocked")])).toMatchObject({
      bounce: "soft",
      bounceKind: "blocked",
    });
    expect(await explain(ids[fates.indexOf("machineopen")])).toMatchObject({ bot: "opened" });
  });

  it("C9 says who was added by hand, skipped with all reasons, cancelled, waits, was dropped, failed or is in doubt", async () => {
    const set = (change: string) =>
      world.owner.query(
        `update recipient set sent_at = null, delivered_at = null, provider_message_id = null, ${change} where id = $1`,
        [ids[0]],
      );
    await set(
      "added = true, attempt_id = null, claimed_at = null, skipped_at = now(), skip_reasons = 1024 + 128",
    );
    expect(await explain(ids[0])).toMatchObject({
      status: "skipped",
      reasons: [{ code: "registration_expired" }, { code: "unsubscribed" }],
      events: [{ kind: "chosen", how: "by_hand" }, { kind: "skipped" }],
    });
    await set("skipped_at = null, skip_reasons = 0, cancelled_at = now()");
    expect((await explain(ids[0])).events.map(({ kind }) => kind)).toEqual(["chosen", "cancelled"]);
    await set("cancelled_at = null");
    expect(await explain(ids[0])).toMatchObject({ status: "waiting", statusAt: null });
    await set("dropped_at = now(), drop_reason = 'earlier_bounce', provider_message = 'Inactive'");
    expect(await explain(ids[0])).toMatchObject({
      status: "dropped",
      dropReason: "earlier_bounce",
      events: [{ kind: "chosen" }, { kind: "dropped", providerMessage: "Inactive" }],
    });
    await set("dropped_at = null, drop_reason = null, failed_at = now(), provider_message = 'No'");
    expect((await explain(ids[0])).events.at(-1)).toMatchObject({ kind: "failed", providerMessage: "No" });
    await set("failed_at = null, provider_message = null, claimed_at = now(), unconfirmed_at = now()");
    expect(await explain(ids[0])).toMatchObject({ status: "unconfirmed" });
    await world.owner.query("update attempt set looked_up_at = now() where broadcast_id = $1", [campaignId]);
    expect((await explain(ids[1])).events.map(({ kind }) => kind)).toContain("asked");
  });

  it("C9 is not there for somebody of another campaign or organisation", async () => {
    const stranger = await world.organisation(1);
    await expect(explain(ids[0], web.as(stranger))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(explain(crypto.randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(explain(ids[0], web.as(organisation, "basic"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
