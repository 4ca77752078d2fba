import { cancelRest } from "@packpost/core/broadcast/cancel-rest";
import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

async function capped(people: number, cap: number, pauseSeconds = 0): Promise<TestOrganisation> {
  const organisation = await world.organisation(people);
  await world.owner.query("update organisation set mass_cap = $2, wave_pause_seconds = $3 where id = $1", [
    organisation.ctx.organisationId,
    cap,
    pauseSeconds,
  ]);
  return organisation;
}

async function waitsForALock(): Promise<boolean> {
  const { rows } = await world.owner.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%observed_revision%'",
  );
  return rows.length > 0;
}

/** A campaign whose audience is written down, to be moved step by step. */
async function snapshot(people: number, cap: number, pauseSeconds = 0) {
  const organisation = await capped(people, cap, pauseSeconds);
  const campaignId = await world.due(organisation, people);
  const ctx = createTestWorkerContext(world, organisation);
  const next = () => nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
  expect(await next()).toEqual({ do: "snapshot" });
  await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
  const send = (slice: number) =>
    sendSlice({ ctx, input: { broadcastId: campaignId, slice, callMs: 10_000 } });
  const progress = () => getProgress({ ctx: organisation.ctx, input: { campaignId } });
  return { organisation, campaignId, ctx, next, send, progress };
}

describe("waves", () => {
  it("C13 a larger audience goes out in waves of at most the cap, each once nobody of the last waits", async () => {
    const { organisation, campaignId, next, send, progress } = await snapshot(25, 10);
    const { rows } = await world.owner.query(
      "select wave, slice, count(*)::int as people from recipient where broadcast_id = $1 group by 1, 2 order by 1",
      [campaignId],
    );
    expect(rows).toEqual([
      { wave: 0, slice: 0, people: 10 },
      { wave: 1, slice: 1, people: 10 },
      { wave: 2, slice: 2, people: 5 },
    ]);
    expect((await progress()).waves).toEqual({ now: 1, of: 3, nextAt: null });
    for (const slice of [0, 1, 2]) {
      expect(await next()).toEqual({ do: "send", slices: [slice] });
      await send(slice);
      expect((await progress()).buckets.sent).toBe(Math.min(25, (slice + 1) * 10));
    }
    expect((await progress()).waves).toEqual({ now: 3, of: 3, nextAt: null });
    expect(await next()).toEqual({ do: "finish" });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 25, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C13 slices never straddle waves, whatever the cap", async () => {
    const { campaignId } = await snapshot(7_000, 5_500);
    const { rows } = await world.owner.query(
      "select wave, slice, count(*)::int as people from recipient where broadcast_id = $1 group by 1, 2 order by 2",
      [campaignId],
    );
    expect(rows.map(({ wave, slice, people }) => [wave, slice, people])).toEqual([
      [0, 0, 5_000],
      [0, 1, 500],
      [1, 2, 1_500],
    ]);
  });

  it("C13 the pause is waited for, shown, and not begun anew by looking again", async () => {
    const { campaignId, next, send, progress } = await snapshot(12, 6, 600);
    await send(0);
    const first = await next();
    expect(first).toMatchObject({ do: "wait", why: "Pause before the next wave" });
    const { waves } = await progress();
    expect(waves).toMatchObject({ now: 1, of: 2, nextAt: expect.any(Date) });
    await next();
    expect((await progress()).waves).toEqual(waves);
    await world.owner.query("update broadcast set wave_opens_at = now() where id = $1", [campaignId]);
    expect(await next()).toEqual({ do: "send", slices: [1] });
    expect((await progress()).waves).toEqual({ now: 2, of: 2, nextAt: null });
  });

  it("C13 rows that wait again are sent with the next wave; an unanswered call is asked about during the pause", async () => {
    const { campaignId, ctx, next, send } = await snapshot(12, 6, 600);
    await claimBatch({
      ctx,
      input: { broadcastId: campaignId, kind: "campaign", slice: 0, size: 2, callMs: 1 },
    });
    await send(0);
    await expect.poll(async () => (await next()).do, { timeout: 5_000 }).toBe("reconcile");
    await world.owner.query(
      "update attempt set ended_at = now(), outcome = 'not_called' where ended_at is null",
    );
    await world.owner.query(
      "update recipient set attempt_id = null where broadcast_id = $1 and status = 'claimed'",
      [campaignId],
    );
    expect(await next()).toEqual({ do: "send", slices: [0] });
  });

  it("C15 whoever is given back while the next step is asked for is found by it, though their slice was done", async () => {
    const { campaignId, ctx, next, send } = await snapshot(12, 6, 600);
    const { attemptId } = await claimBatch({
      ctx,
      input: { broadcastId: campaignId, kind: "campaign", slice: 0, size: 2, callMs: 60_000 },
    });
    await send(0);
    expect(await next()).toMatchObject({ do: "wait", why: "Ask the provider about an unanswered call" });
    const release = new pg.Client({ connectionString: world.ownerUrl });
    await release.connect();
    try {
      await release.query("begin");
      await release.query("update attempt set ended_at = now(), outcome = 'not_called' where id = $1", [
        attemptId,
      ]);
      await release.query("update recipient set attempt_id = null where attempt_id = $1", [attemptId]);
      const asked = next();
      await expect.poll(() => waitsForALock(), { timeout: 10_000 }).toBe(true);
      await release.query("commit");
      expect(await asked).toEqual({ do: "send", slices: [0] });
    } finally {
      await release.end();
    }
  });

  it("C8 C13 cancelling reaches the waves that have not opened", async () => {
    const { organisation, campaignId, ctx, next, send } = await snapshot(12, 4, 600);
    await send(0);
    await cancelCampaign({ ctx: organisation.ctx, input: { campaignId } });
    expect(await next()).toEqual({ do: "cancel_rest" });
    await cancelRest({ ctx, input: { broadcastId: campaignId } });
    expect(await world.statuses(campaignId)).toEqual({ sent: 4, cancelled: 8 });
    const totals = { sent: 4, failed: 0, skipped: 0, cancelled: 8, unconfirmed: 0, waiting: 0 };
    expect(await next()).toEqual({ do: "end", totals });
  });

  it("C13 three waves through the workflow reach everybody once", async () => {
    const organisation = await capped(25, 10, 1);
    world.startWorker();
    const campaignId = await world.send(organisation, 25);
    await world.status(campaignId, "sent");
    expect(await world.statuses(campaignId)).toEqual({ sent: 25 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 25, duplicates: 0 });
    const { rows } = await world.owner.query(
      `select wave, min(claimed_at) as began, max(sent_at) as ended from recipient where broadcast_id = $1 group by wave order by wave`,
      [campaignId],
    );
    expect(rows).toHaveLength(3);
    for (const [at, wave] of rows.entries()) {
      if (at > 0) expect(wave.began.getTime() - rows[at - 1].ended.getTime()).toBeGreaterThanOrEqual(1_000);
    }
    expect(await world.broken(organisation)).toEqual([]);
  });
});
