import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { chooseCopy } from "@packpost/core/campaign/draft/choose-copy";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { archiveCampaign } from "@packpost/core/campaign/send/archive-campaign";
import { archiveCampaigns } from "@packpost/core/campaign/send/archive-campaigns";
import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { decideUnconfirmed } from "@packpost/core/campaign/send/decide-unconfirmed";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { resendToFailed } from "@packpost/core/campaign/send/resend-to-failed";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { undoSend } from "@packpost/core/campaign/send/undo-send";
import { queueCopy } from "@packpost/core/delivery/queue-copy";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { stopSending } from "@packpost/core/organisation/stop-sending";
import { reconcileAttempt } from "@packpost/core/send-protocol/reconcile-attempt";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { driveCampaign } from "../support/drive-campaign.ts";
import { atOnce, holdRows } from "../support/hold-rows.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const { hold, stalled } = holdRows(world);

/** One of its rows, written and not committed by somebody else: the snapshot waits to see whether it stays. */
const aRecipient = `insert into recipient (organisation_id, broadcast_id, customer_id)
  select organisation_id, $2, id from customer where organisation_id = $1 order by number limit 1`;

/** A campaign that begins, and whose audience is being written and cannot be ended. */
async function beingWritten(customers = 20) {
  const organisation = await world.organisation(customers);
  const campaignId = await world.due(organisation, customers);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { campaignId, broadcastId: campaignId, timings: quickTimings };
  expect(await nextStep({ ctx, input })).toEqual({ do: "snapshot" });
  return { organisation, campaignId, ctx, input, ...(await write(organisation, ctx, campaignId)) };
}

async function write(
  organisation: TestOrganisation,
  ctx: ReturnType<typeof createTestWorkerContext>,
  campaignId: string,
) {
  const release = await hold(aRecipient, [organisation.ctx.organisationId, campaignId]);
  const snapshot = snapshotAudience({ ctx, input: { broadcastId: campaignId } });
  await stalled("into recipient");
  const end = async () => {
    await release();
    return snapshot;
  };
  return { end };
}

const statusOf = async (campaignId: string): Promise<string> =>
  (await world.owner.query("select status from broadcast where id = $1", [campaignId])).rows[0].status;

describe("C8 while an audience is being written, which takes minutes at a million", () => {
  it("C8 a pause answers at once and holds: nobody is sent to before it is resumed, then everybody once", async () => {
    const { organisation, campaignId, ctx, input, end } = await beingWritten();
    expect(await atOnce(pauseCampaign({ ctx: organisation.ctx, input }))).toEqual({ outcome: "paused" });
    expect(await atOnce(getProgress({ ctx: organisation.ctx, input }))).toMatchObject({ status: "paused" });
    expect(await end()).toEqual({ slices: 1 });
    expect(await driveCampaign(ctx, campaignId)).toMatchObject({ do: "wait", why: "Paused" });
    expect(await world.statuses(campaignId)).toEqual({ waiting: 20 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 0 });
    await resumeCampaign({ ctx: organisation.ctx, input });
    await driveCampaign(ctx, campaignId);
    expect(await statusOf(campaignId)).toBe("sent");
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 20, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C8 paused and resumed before it is written: goes on as if nothing had been", async () => {
    const { organisation, campaignId, ctx, input, end } = await beingWritten();
    await atOnce(pauseCampaign({ ctx: organisation.ctx, input }));
    expect(await atOnce(resumeCampaign({ ctx: organisation.ctx, input }))).toEqual({ outcome: "resumed" });
    await end();
    await driveCampaign(ctx, campaignId);
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 20, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C8 C3 a cancel answers at once: nobody is sent to, nobody is left waiting, no copy goes", async () => {
    const { organisation, campaignId, ctx, input, end } = await beingWritten();
    await world.owner.query("update campaign set copy_to = 'sender' where id = $1", [campaignId]);
    expect(await atOnce(cancelCampaign({ ctx: organisation.ctx, input }))).toEqual({ outcome: "cancelled" });
    // Whoever has seen the cancelling already, found nobody.
    expect(await atOnce(nextStep({ ctx, input }))).toMatchObject({ do: "end" });
    await end();
    const { rows } = await world.owner.query("select broadcast_id from broadcasts_with_work('0 seconds')");
    expect(rows).toContainEqual({ broadcast_id: campaignId });
    expect(await queueCopy({ ctx, input })).toBeNull();
    expect(await driveCampaign(ctx, campaignId)).toMatchObject({ do: "end" });
    expect(await world.statuses(campaignId)).toEqual({ cancelled: 20 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C16 C3 archiving, drafts, lists of excluded and the stop switch answer at once", async () => {
    const { organisation, campaignId, end } = await beingWritten();
    const { ctx } = organisation;
    const other = await atOnce(world.draft(organisation));
    const changes = { name: "Another name" };
    expect(
      await atOnce(editCampaign({ ctx, input: { campaignId: other, version: 2, changes } })),
    ).toMatchObject({
      outcome: "saved",
    });
    expect(await atOnce(editCampaign({ ctx, input: { campaignId, version: 2, changes } }))).toMatchObject({
      outcome: "not_draft",
    });
    await atOnce(chooseCopy({ ctx, input: { campaignId: other, copyTo: "organisation" } }));
    const text = "#2";
    expect(await atOnce(enterPeople({ ctx, input: { campaignId, list: "exclude", text } }))).toMatchObject({
      outcome: "entered",
    });
    const archived = true;
    expect(await atOnce(archiveCampaign({ ctx, input: { campaignId, archived } }))).toEqual({
      outcome: "moving",
    });
    const which = { kind: "matching", search: "", statuses: [] } as const;
    expect(
      await atOnce(archiveCampaigns({ ctx, input: { which: { ...which, statuses: [] }, archived } })),
    ).toEqual({
      changed: [other],
      moving: 1,
    });
    await atOnce(stopSending({ ctx }));
    await end();
  });

  it("C15 a second worker writes nobody twice", async () => {
    const { organisation, campaignId, ctx, input, end } = await beingWritten();
    const second = snapshotAudience({ ctx, input });
    await stalled("pg_advisory_xact_lock(");
    expect(await end()).toEqual({ slices: 1 });
    expect(await second).toEqual({ slices: 1 });
    expect(await world.statuses(campaignId)).toEqual({ waiting: 20 });
    expect(await world.broken(organisation)).toEqual([]);
  });
});

/** A finished campaign of five of whom the provider has said nothing, and a resend whose audience is being written. */
async function resendBeingWritten() {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 5);
  await world.owner.query(
    `update recipient set sent_at = null, provider_message_id = null, unconfirmed_at = now() where id = any($1::uuid[])`,
    [recipientIds],
  );
  await world.owner.query(
    `update attempt set outcome = 'unconfirmed', ended_at = coalesce(ended_at, now()), evidence_at = null where broadcast_id = $1`,
    [campaignId],
  );
  await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
    campaignId,
  ]);
  const resent = await resendToFailed({ ctx: organisation.ctx, input: { campaignId } });
  if (resent.outcome !== "draft") throw new Error(resent.outcome);
  const childId = resent.campaignId;
  await chooseCopy({ ctx: organisation.ctx, input: { campaignId: childId, copyTo: "nobody" } });
  await world.confirm(organisation, childId, 5, 1);
  await world.hurry(childId);
  const ctx = createTestWorkerContext(world, organisation);
  await nextStep({ ctx, input: { broadcastId: childId, timings: quickTimings } });
  const { rows } = await world.owner.query(
    "select distinct attempt_id from recipient where broadcast_id = $1",
    [campaignId],
  );
  const written = await write(organisation, ctx, childId);
  return { organisation, ctx, campaignId, childId, attemptId: String(rows[0].attempt_id), ...written };
}

describe("C16 while a resend's audience is being written", () => {
  it("C9 C16 nobody waits for it, and whoever it takes is not sent to again by the first campaign", async () => {
    const { organisation, ctx, campaignId, childId, attemptId, end } = await resendBeingWritten();
    const again = { campaignId, decision: "send_again" } as const;
    const look = { attemptId, found: new Map(), absentAgainAfterMs: 0, unconfirmedAfterMs: 60_000 };
    expect(await atOnce(decideUnconfirmed({ ctx: organisation.ctx, input: again }))).toEqual({
      outcome: "busy",
    });
    expect(await atOnce(reconcileAttempt({ ctx, input: look }))).toBe("asking");
    expect(await atOnce(reconcileAttempt({ ctx, input: look }))).toBe("asking");
    const archived = true;
    expect(await atOnce(archiveCampaign({ ctx: organisation.ctx, input: { campaignId, archived } }))).toEqual(
      {
        outcome: "done",
      },
    );
    await end();
    expect(await world.statuses(childId)).toEqual({ waiting: 5 });
    expect(await decideUnconfirmed({ ctx: organisation.ctx, input: again })).toEqual({ outcome: "nobody" });
    expect(await reconcileAttempt({ ctx, input: look })).toBe("unconfirmed");
    expect(await world.statuses(campaignId)).toEqual({ unconfirmed: 5 });
    await driveCampaign(ctx, childId);
    expect(await world.statuses(childId)).toEqual({ sent: 5 });
  });
});

describe("C7 while an audience is counted, as its time has come", () => {
  it("C7 C8 a campaign that somebody takes back in that moment does not begin", async () => {
    const organisation = await world.organisation(20);
    const campaignId = await world.due(organisation, 20);
    const ctx = createTestWorkerContext(world, organisation);
    const release = await hold("lock table eligibility in access exclusive mode", []);
    const step = nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    await stalled("known as materialized");
    expect(await atOnce(undoSend({ ctx: organisation.ctx, input: { campaignId } }))).toEqual({
      outcome: "undone",
    });
    await release();
    expect(await step).toMatchObject({ do: "wait", ms: 1 });
    expect(await driveCampaign(ctx, campaignId)).toMatchObject({ do: "end" });
    expect(await statusOf(campaignId)).toBe("draft");
    expect(await world.statuses(campaignId)).toEqual({});
  });
});

describe("C9 C15 people who wait again while their campaign is about to finish", () => {
  it("keep it open", async () => {
    const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 5);
    const ctx = createTestWorkerContext(world, organisation);
    const input = { broadcastId: campaignId, timings: quickTimings };
    await world.owner.query(
      `update recipient set sent_at = null, provider_message_id = null, unconfirmed_at = now() where id = any($1::uuid[])`,
      [recipientIds],
    );
    await world.owner.query("update broadcast set status = 'sending', finished_at = null where id = $1", [
      campaignId,
    ]);
    await nextStep({ ctx, input });
    // The decision's rows are given back and not committed when the finish begins.
    const release = await hold("select from broadcast where id = $1 for no key update", [campaignId]);
    const decided = decideUnconfirmed({
      ctx: organisation.ctx,
      input: { campaignId, decision: "send_again" },
    });
    await stalled("update recipient set attempt_id = null");
    const finished = finishBroadcast({ ctx, input });
    await stalled("update broadcast set status = 'sent'");
    await release();
    expect(await decided).toEqual({ outcome: "sent_again", people: 5 });
    await finished;
    expect(await statusOf(campaignId)).toBe("sending");
    expect(await world.statuses(campaignId)).toEqual({ waiting: 5 });
  });
});
