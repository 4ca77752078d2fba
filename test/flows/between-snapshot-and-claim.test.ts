import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { releaseClaim } from "@packpost/core/broadcast/release-claim";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import type { WorkerContext } from "@packpost/core/context";
import { switchSending } from "@packpost/core/installation/switch-sending";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import { reconcileAttempt } from "@packpost/core/send-protocol/reconcile-attempt";
import { changeSubscription } from "@packpost/core/unsubscribe/change-subscription";
import { initOrm, inOrganisation } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** A campaign whose audience has been written down and of whom nobody is claimed yet. */
async function snapshot(customers: number) {
  const organisation = await world.organisation(customers);
  const campaignId = await world.due(organisation, customers);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings, slice: 0, callMs: 10_000 };
  expect(await nextStep({ ctx, input })).toEqual({ do: "snapshot" });
  await snapshotAudience({ ctx, input });
  const send = () => sendSlice({ ctx, input });
  const claim = (size = 500) => claimBatch({ ctx, input: { ...input, kind: "campaign", size } });
  return { organisation, campaignId, ctx, send, claim };
}

/** One statement as the app, in the organisation. */
function change({ ctx }: TestOrganisation, statement: ReturnType<typeof sql>): Promise<unknown> {
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => statement.execute(em.getKysely()));
}

async function skipped(campaignId: string): Promise<Record<number, number>> {
  const { rows } = await world.owner.query(
    `select customer.number, skip_reasons from recipient join customer on customer.id = recipient.customer_id
     where broadcast_id = $1 and status = 'skipped' order by 1`,
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ number, skip_reasons }) => [number, skip_reasons]));
}

function delivered(recipientId: string): EmailEvent {
  return {
    dedupeKey: `test:${recipientId}`,
    kind: "delivered",
    providerKind: "Delivery",
    occurredAt: new Date(),
    recipientId,
    providerMessageId: crypto.randomUUID(),
    bot: false,
    suppresses: false,
  };
}

function tell(ctx: WorkerContext, recipientId: string): ReturnType<typeof recordEvents> {
  return recordEvents({ ctx, input: { events: [{ event: delivered(recipientId), payload: {} }] } });
}

/** Settles an attempt as absent at the provider, twice, at once. */
async function proveAbsent(ctx: WorkerContext, attemptId: string): Promise<void> {
  const look = { attemptId, found: new Map(), absentAgainAfterMs: 0, unconfirmedAfterMs: 60_000 };
  await reconcileAttempt({ ctx, input: look });
  await reconcileAttempt({ ctx, input: look });
}

describe("what changes between snapshot and claim", () => {
  it("C14 P6 is honoured for each person with its reason", async () => {
    const { organisation, campaignId, send, ctx } = await snapshot(12);
    const customer = (n: number) => sql`(select id from customer where number = ${n})`;
    await change(
      organisation,
      sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
          select organisation_id, id, 'campaign', false, 'portal' from customer where number = 1`,
    );
    await change(
      organisation,
      sql`insert into suppression (organisation_id, kind, value_key, reason)
          select organisation_id, 'address', email_key, 'hard_bounce' from customer where number = 3`,
    );
    // Customers 4 and 5 are one family, 6 is alone.
    await change(
      organisation,
      sql`update pet set status = 'inactive' where family_id = (select family_id from customer where number = 6)`,
    );
    await change(
      organisation,
      sql`update application set status = 'denied' where customer_id = ${customer(7)}`,
    );
    await change(organisation, sql`update customer set email = null where number = 8`);
    await change(organisation, sql`update customer set email = 'not an address' where number = 9`);
    await change(organisation, sql`update customer set email = 'Person11@INBOX.example ' where number = 10`);
    await change(organisation, sql`update customer set email = 'moved@inbox.example' where number = 12`);
    await send();
    expect(await skipped(campaignId)).toEqual({ 1: 1024, 3: 2048, 6: 16, 7: 4, 8: 256, 9: 512, 10: 65536 });
    expect(await world.statuses(campaignId)).toEqual({ skipped: 7, sent: 5 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 5, duplicates: 0 });
    const { rows } = await world.owner.query(
      "select recipient.email from recipient join customer on customer.id = customer_id where broadcast_id = $1 and number = 12",
      [campaignId],
    );
    expect(rows).toEqual([{ email: "moved@inbox.example" }]);
    expect(await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } })).toEqual({
      do: "finish",
    });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C17 a stop switch, of the organisation or the installation, ends claiming at once", async () => {
    const { campaignId, organisation, claim, ctx } = await snapshot(3);
    const next = () => nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", [
      organisation.ctx.organisationId,
    ]);
    expect(await claim()).toMatchObject({ attemptId: null, looked: 0 });
    expect(await next()).toMatchObject({ do: "wait" });
    await world.owner.query("update organisation set sending_stopped_at = null");
    const operator = await initOrm({ url: world.ownerUrl, poolSize: 1 });
    expect(await switchSending(operator, true)).toBeInstanceOf(Date);
    expect(await claim()).toMatchObject({ attemptId: null, looked: 0 });
    expect(await next()).toMatchObject({ do: "wait" });
    await expect(switchSending(world.orm, false)).rejects.toThrow("permission denied");
    expect(await switchSending(operator, false)).toBeNull();
    await operator.close(true);
    expect(await claim()).toMatchObject({ looked: 3 });
  });

  it("C8 no claim is committed after a pause; resuming goes on where it stood", async () => {
    const { campaignId, organisation, claim } = await snapshot(6);
    expect((await claim(2)).recipients).toHaveLength(2);
    const { ctx } = organisation;
    expect(await pauseCampaign({ ctx, input: { campaignId } })).toEqual({ outcome: "paused" });
    expect(await claim(2)).toMatchObject({ looked: 0 });
    expect(await resumeCampaign({ ctx, input: { campaignId } })).toEqual({ outcome: "resumed" });
    expect((await claim()).recipients).toHaveLength(4);
  });

  it("C5 a text that goes out cannot be edited", async () => {
    const { campaignId, organisation } = await snapshot(1);
    const changes = { subject: "Other" };
    expect(await editCampaign({ ctx: organisation.ctx, input: { campaignId, version: 2, changes } })).toEqual(
      { outcome: "not_draft", status: "sending" },
    );
  });

  it("C9 C15 who swapped addresses, took one over, or takes that of somebody skipped, gets it once at the new one", async () => {
    const { campaignId, organisation, send, claim, ctx } = await snapshot(12);
    const move = (n: number, email: string) =>
      change(organisation, sql`update customer set email = ${email} where number = ${n}`);
    const mailbox = (n: number) => `person${n}@inbox.example`;
    // 1 and 2 are claimed together, 3 and 12 are not; 4 takes over what 11 has left; 5 that of 6, who has no pass any more.
    for (const [n, other] of [
      [1, 2],
      [3, 12],
    ] as const) {
      await move(n, mailbox(other));
      await move(other, mailbox(n));
    }
    await move(11, "moved@inbox.example");
    await move(4, mailbox(11));
    await move(5, mailbox(6));
    await change(
      organisation,
      sql`update application set status = 'denied' where customer_id = (select id from customer where number = 6)`,
    );
    // 7 moves to where 8 has had it already: that stays one mail a mailbox.
    await move(7, mailbox(8));
    await claim(3);
    await Promise.all([send(), send()]);
    await send();
    const { rows } = await world.owner.query(
      "select number, recipient.email, status from recipient join customer on customer.id = customer_id where broadcast_id = $1",
      [campaignId],
    );
    const told = Object.fromEntries(rows.map(({ number, email, status }) => [number, email ?? status]));
    expect(told).toMatchObject({
      1: mailbox(2),
      2: mailbox(1),
      3: mailbox(12),
      12: mailbox(3),
      4: mailbox(11),
      11: "moved@inbox.example",
      5: mailbox(6),
      6: "skipped",
      7: "skipped",
      8: mailbox(8),
    });
    expect(await skipped(campaignId)).toEqual({ 6: 4, 7: 65536 });
    expect(await world.broken(organisation)).toEqual([]);
    expect(await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } })).not.toEqual({
      do: "send",
    });
  });

  it("C3 two people who move to one new mailbox at the same moment get one mail", async () => {
    const { campaignId, organisation, send, ctx } = await snapshot(40);
    await change(organisation, sql`update customer set email = 'same@inbox.example' where number % 2 = 0`);
    await Promise.all([send(), send(), send()]);
    await send();
    expect(await world.statuses(campaignId)).toEqual({ sent: 21, skipped: 19 });
    expect(await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } })).toEqual({
      do: "finish",
    });
    expect(await world.broken(organisation)).toEqual([]);
  });
});

describe("a claim that was given back", () => {
  it("is not claimed again once the provider speaks of its mail", async () => {
    const { campaignId, ctx, claim, send, organisation } = await snapshot(3);
    const first = await claim();
    await proveAbsent(ctx, first.attemptId ?? "");
    expect(await world.statuses(campaignId)).toEqual({ waiting: 3 });
    await tell(ctx, first.recipients[0]?.id ?? "");
    expect(await world.statuses(campaignId)).toEqual({ waiting: 2, delivered: 1 });
    await send();
    expect(await world.statuses(campaignId)).toEqual({ sent: 2, delivered: 1 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 2 });
    expect(await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } })).toEqual({
      do: "finish",
    });
  });

  it("keeps the invariants when its person opts out before the next claim", async () => {
    const { campaignId, ctx, claim, send, organisation } = await snapshot(2);
    await releaseClaim({ ctx, input: { attemptId: (await claim()).attemptId ?? "" } });
    await change(
      organisation,
      sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
          select organisation_id, id, 'campaign', false, 'portal' from customer where number = 1`,
    );
    await send();
    expect(await world.statuses(campaignId)).toEqual({ sent: 1, skipped: 1 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("tells the truth when the mail of somebody skipped since then turns out to have left", async () => {
    const { campaignId, ctx, claim, send, organisation } = await snapshot(3);
    const first = await claim();
    await proveAbsent(ctx, first.attemptId ?? "");
    await change(organisation, sql`update application set status = 'denied'`);
    await send();
    expect(await world.statuses(campaignId)).toEqual({ skipped: 3 });
    // One is heard of by a webhook, one by the person's own click on unsubscribe.
    await tell(ctx, first.recipients[0]?.id ?? "");
    const recipientId = first.recipients[1]?.id ?? "";
    await changeSubscription({ ctx, input: { recipientId, subscribed: false, source: "link" } });
    expect(await world.statuses(campaignId)).toEqual({ skipped: 1, delivered: 1, unsubscribed: 1 });
    expect(await world.broken(organisation)).toEqual([]);
  });
});

it("pauses and says so when a mail cannot be written; nobody stays claimed", async () => {
  const { campaignId, ctx } = await snapshot(3);
  const unwritable: WorkerContext = {
    ...ctx,
    unsubscribeUrls: () => {
      throw new Error("no address");
    },
  };
  const result = await sendSlice({
    ctx: unwritable,
    input: { broadcastId: campaignId, slice: 0, callMs: 10_000 },
  });
  expect(result).toEqual({ claimed: 3, stopped: true });
  const { rows } = await world.owner.query("select status, pause_reason from broadcast where id = $1", [
    campaignId,
  ]);
  expect(rows[0]).toMatchObject({
    status: "paused",
    pause_reason: expect.stringContaining("could not be written"),
  });
  expect(await world.statuses(campaignId)).toEqual({ waiting: 3 });
});

it("C8 a campaign paused when nobody was left to send to is sent, not paused for ever", async () => {
  const { organisation, campaignId, ctx, send } = await snapshot(3);
  const input = { broadcastId: campaignId, timings: quickTimings };
  await pauseCampaign({ ctx: organisation.ctx, input: { campaignId } });
  expect(await nextStep({ ctx, input })).toEqual({ do: "wait", ms: null, why: "Paused" });
  await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
  await send();
  await pauseCampaign({ ctx: organisation.ctx, input: { campaignId } });
  expect(await nextStep({ ctx, input })).toEqual({ do: "finish" });
  await finishBroadcast({ ctx, input });
  const { rows } = await world.owner.query("select status, pause_reason from broadcast where id = $1", [
    campaignId,
  ]);
  expect(rows[0]).toEqual({ status: "sent", pause_reason: null });
});
