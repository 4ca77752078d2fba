import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { resendToFailed } from "@packpost/core/campaign/send/resend-to-failed";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { driveCampaign } from "../support/drive-campaign.ts";
import { TestWorld } from "../support/open-world.ts";
import { beginUnanswered, expectAllOnce, notices } from "../support/unanswered-campaign.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const HOUR = 3_600;
const begin = (customers: number, faults: object) => beginUnanswered(world, customers, faults);

describe("silence is counted from the first failed ask, over several", () => {
  it("a call answered 503, the worker off two hours, one failed search at its return: nobody is lost", async () => {
    const run = await begin(500, { next: [{ kind: "5xx-before", status: 503 }], searchLagMs: 0 });
    await run.drive();
    await run.pass(2 * HOUR);
    await run.knobs({ next: [{ kind: "5xx-before", endpoint: "search" }] });
    await run.drive();
    expect(await run.people()).toEqual({ claimed: 500 });
    await run.rounds(8);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, run.campaignId, 500);
  });

  it("a single failed look-up, however late, leaves nobody unconfirmed; two hours of them do", async () => {
    const run = await begin(30, { next: [{ kind: "reset-after" }], searchDown: true });
    await run.drive();
    await run.pass(50 * HOUR);
    await run.drive();
    await run.pass(2 * HOUR);
    await run.drive();
    expect(await run.people()).toEqual({ claimed: 30 });
    await run.pass(60);
    await run.drive();
    expect(await run.people()).toEqual({ unconfirmed: 30 });
  });

  it("a search that is throttled is waited for as told, by every call of the organisation", async () => {
    const run = await begin(700, {
      next: [
        { kind: "reset-after", times: 1 },
        { kind: "429", endpoint: "search", times: 3 },
      ],
      retryAfterSeconds: 600,
      searchLagMs: 0,
    });
    await run.drive();
    await run.pass(120);
    const wait = await run.drive();
    const { rows } = await world.owner.query(
      "select extract(epoch from min(ask_after) - now())::int as seconds from attempt where broadcast_id = $1 and ended_at is null",
      [run.campaignId],
    );
    expect(rows[0].seconds).toBeGreaterThan(550);
    expect(wait.do).toBe("wait");
    await run.rounds(20);
    await expectAllOnce(world, run.organisation, run.campaignId, 700);
  });
});

describe("unconfirmed is not the end", () => {
  it("an outage longer than every limit: told, shown, offered again, and then everybody gets it once", async () => {
    const run = await begin(1_000, { rate5xxBefore: 1, searchDown: true });
    await run.drive();
    await run.rounds(60);
    const during = await run.people();
    expect(during.unconfirmed).toBeGreaterThan(0);
    expect(await run.status()).toBe("sending");
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 0 });
    expect(await notices(world, run.campaignId)).toEqual([
      expect.stringMatching(/“Spring reopening”: \d+ people unconfirmed/),
    ]);
    await run.knobs({ rate5xxBefore: null, searchDown: null, searchLagMs: 0 });
    for (let round = 0; round < 12; round += 1) {
      await run.rounds(1);
      await run.sweep();
    }
    await run.rounds(4);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, run.campaignId, 1_000);
  }, 120_000);

  it("of a finished campaign too: it goes on by itself, within a day; a resend includes them until then", async () => {
    const run = await begin(40, { next: [{ kind: "5xx-before" }], searchDown: true });
    await run.drive();
    await run.rounds(40);
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 40 }]);
    expect(await notices(world, run.campaignId)).toEqual(["“Spring reopening”: 40 people unconfirmed"]);
    const resend = await resendToFailed({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    expect(resend).toMatchObject({ outcome: "draft", existing: false });
    await run.knobs({ searchDown: null, searchLagMs: 0 });
    await run.pass(120);
    expect(await run.sweep()).toMatchObject({ asked: 1, broadcastIds: [] });
    await run.pass(700);
    expect(await run.sweep()).toMatchObject({ asked: 1, broadcastIds: [run.campaignId] });
    expect(await run.status()).toBe("sending");
    await run.rounds(2);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, run.campaignId, 40);
  });

  it("nobody whom a resend has taken over is sent to by the first campaign again", async () => {
    const run = await begin(20, { next: [{ kind: "5xx-before" }], searchDown: true });
    await run.drive();
    await run.rounds(40);
    const resend = await resendToFailed({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    if (resend.outcome !== "draft") throw new Error(resend.outcome);
    await world.confirm(run.organisation, resend.campaignId, 20, 1);
    await world.hurry(resend.campaignId);
    await driveCampaign(run.ctx, resend.campaignId);
    await run.knobs({ searchDown: null, searchLagMs: 0 });
    for (let round = 0; round < 9; round += 1) {
      await run.pass(HOUR);
      await run.sweep();
      await driveCampaign(run.ctx, resend.campaignId);
      await run.drive();
    }
    expect(await run.people()).toEqual({ unconfirmed: 20 });
    expect(await world.statuses(resend.campaignId)).toEqual({ sent: 20 });
    const ledger = await world.ledger(run.organisation.token);
    expect(ledger.accepted).toBe(20);
  });

  it("after more than a day it is a person's decision", async () => {
    const run = await begin(20, { next: [{ kind: "5xx-before" }], searchDown: true });
    await run.drive();
    await run.rounds(40);
    await run.knobs({ searchDown: null, searchLagMs: 0 });
    await run.pass(30 * HOUR);
    await run.sweep();
    await run.pass(HOUR);
    expect((await run.sweep()).broadcastIds).toEqual([]);
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 20 }]);
  });
});

describe("look-ups go on whatever holds the rest", () => {
  const hold = {
    "a pause": (run: Awaited<ReturnType<typeof begin>>) =>
      pauseCampaign({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } }),
    "a stop switch": (run: Awaited<ReturnType<typeof begin>>) =>
      world.owner.query("update organisation set sending_stopped_at = now() where id = $1", [
        run.organisation.ctx.organisationId,
      ]),
    "a hold of the stream": (run: Awaited<ReturnType<typeof begin>>) =>
      world.owner.query(
        "update sender set next_slot_at = now() + interval '9 hours' where organisation_id = $1",
        [run.organisation.ctx.organisationId],
      ),
  };
  it.each(Object.entries(hold))("%s", async (_name, holdIt) => {
    const run = await begin(600, { next: [{ kind: "reset-after" }], searchLagMs: 0 });
    await run.drive();
    expect(await run.people()).toEqual({ claimed: 500, waiting: 100 });
    await run.pass(30);
    await holdIt(run);
    const waits = await run.drive();
    expect(waits).toMatchObject({ do: "wait", why: "Ask the provider about an unanswered call" });
    await run.pass(120);
    await run.drive();
    expect(await run.people()).toEqual({ sent: 500, waiting: 100 });
  });

  it("a cancelled campaign's calls are settled, by the sweep where its workflow is gone, and the invariants see them", async () => {
    const run = await begin(900, { next: [{ kind: "5xx-before" }], searchLagMs: 0 });
    await run.drive();
    await cancelCampaign({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    await run.drive();
    expect(await run.people()).toEqual({ claimed: 500, cancelled: 400 });
    await run.pass(HOUR);
    expect(await world.broken(run.organisation)).toMatchObject([
      { invariant: "an unanswered call is being asked about", count: 1 },
    ]);
    const { rows } = await world.owner.query(
      "select broadcast_id from broadcasts_with_work() where broadcast_id = $1",
      [run.campaignId],
    );
    expect(rows).toHaveLength(1);
    await run.rounds(8);
    expect(await run.people()).toEqual({ cancelled: 900 });
    expect(await run.drive()).toMatchObject({ do: "end" });
    expect(await world.broken(run.organisation)).toEqual([]);
  });
});
