import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { findDurabilityProblems } from "@packpost/core/installation/find-durability-problems";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { beginUnanswered, deliver, expectAllOnce, rowsOf } from "../support/unanswered-campaign.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const HOUR = 3_600;
const begin = (customers: number, faults: object) => beginUnanswered(world, customers, faults);

describe("evidence wins over absence", () => {
  it("a search that shows part of a batch: the rest wait, become unconfirmed, and are never sent to again unasked", async () => {
    const run = await begin(500, { next: [{ kind: "reset-after" }], searchLagMs: 0, searchShare: 0.8 });
    await run.drive();
    await run.rounds(10);
    const { sent = 0, claimed = 0 } = await run.people();
    expect([sent + claimed, sent > 300, claimed > 30]).toEqual([500, true, true]);
    await run.rounds(40);
    expect(await run.people()).toEqual({ sent, unconfirmed: claimed });
    expect(await run.status()).toBe("sent");
    for (let round = 0; round < 5; round += 1) {
      await run.pass(2 * HOUR);
      await run.sweep();
    }
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 500, duplicates: 0 });
    // The search catches up at last.
    await run.knobs({ searchShare: null });
    await run.pass(2 * HOUR);
    await run.sweep();
    await expectAllOnce(world, run.organisation, run.campaignId, 500);
  });

  it("a webhook for one of them does the same, before and between the absences", async () => {
    const run = await begin(60, { next: [{ kind: "5xx-after" }], searchLagMs: 3_600_000 });
    await run.drive();
    const [first] = await rowsOf(world, run.campaignId);
    await run.rounds(2);
    await deliver(run.organisation, first?.id ?? "", first?.attempt_id ?? "");
    await run.rounds(50);
    expect(await run.people()).toEqual({ delivered: 1, unconfirmed: 59 });
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 60, duplicates: 0 });
  });

  it("an event that comes after the claim was given back stops those who wait again", async () => {
    const run = await begin(60, { next: [{ kind: "5xx-after" }], searchLagMs: 3_600_000 });
    await run.drive();
    const [first] = await rowsOf(world, run.campaignId);
    await pauseCampaign({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    await run.rounds(8);
    expect(await run.people()).toEqual({ waiting: 60 });
    await deliver(run.organisation, first?.id ?? "", first?.attempt_id ?? "");
    expect(await run.people()).toEqual({ delivered: 1, unconfirmed: 59 });
    await run.rounds(2);
    expect(await run.status()).toBe("sent");
    await run.knobs({ searchLagMs: 0 });
    await run.pass(2 * HOUR);
    await run.sweep();
    expect(await run.people()).toEqual({ delivered: 1, sent: 59 });
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 60, duplicates: 0 });
    expect(await world.broken(run.organisation)).toEqual([]);
  });

  it("also while a second call is under way: those of it who are not found are not called for a third time", async () => {
    const run = await begin(60, {
      next: [{ kind: "5xx-before", times: 3 }],
      searchLagMs: 0,
    });
    await run.drive();
    const [first] = await rowsOf(world, run.campaignId);
    await run.rounds(7);
    // Given back, and claimed anew by a small call that is not answered either.
    expect(await run.people()).toEqual({ claimed: 20, waiting: 40 });
    await deliver(run.organisation, first?.id ?? "", first?.attempt_id ?? "");
    await run.knobs({ next: [] });
    await run.rounds(40);
    expect(await run.people()).toEqual({ delivered: 1, unconfirmed: 59 });
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 0 });
  });
});

describe("answers that do not fit the batch", () => {
  it.each(["short", "long", "reordered", "garbage"])("%s: nobody lost, nobody twice", async (how) => {
    const run = await begin(300, { next: [{ kind: `answer-${how}` }], searchLagMs: 0 });
    await run.drive();
    await run.rounds(3);
    await expectAllOnce(world, run.organisation, run.campaignId, 300);
  });
});

describe("why a call was not answered", () => {
  it("stands at the attempt, and at its campaign while the provider is asked", async () => {
    const run = await begin(20, { next: [{ kind: "5xx-after", status: 503 }], searchDown: true });
    await run.drive();
    await run.pass(120);
    await run.drive();
    const progress = await getProgress({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    expect(progress.reconciling).toMatchObject({
      people: 20,
      providerMessage: expect.stringContaining("offline for maintenance"),
    });
  });
});

describe("a lost commit must not double", () => {
  it("claims of campaigns and deliveries commit synchronously though the server's default is off", async () => {
    await world.owner.query(`
      create table seen_commit (what text, setting text);
      grant insert on seen_commit to packpost_app;
      create function note_commit() returns trigger language plpgsql as $$
      begin insert into seen_commit values (tg_table_name, current_setting('synchronous_commit')); return null; end $$;
      create trigger note_commit after insert on attempt for each row execute function note_commit();
      create trigger note_commit after update of calls on delivery for each row execute function note_commit()`);
    try {
      const run = await begin(5, {});
      await run.drive();
      const campaignId = await world.draft(run.organisation);
      const preview = {
        campaignId,
        version: 2,
        to: "a@staff.example",
      };
      const queued = await queuePreview({ ctx: run.organisation.ctx, input: preview });
      const deliveryId = queued.outcome === "queued" ? (queued.deliveryIds[0] ?? "") : "";
      await advanceDelivery({ ctx: run.ctx, input: { deliveryId, timings: DEFAULT_TIMINGS } });
      const { rows } = await world.owner.query("select distinct what, setting from seen_commit order by 1");
      expect(rows).toEqual([
        { what: "attempt", setting: "on" },
        { what: "delivery", setting: "on" },
      ]);
      const problems = await findDurabilityProblems(world.orm);
      expect(problems.map((words) => /with (\w+) =/.exec(words)?.[1])).toEqual([
        "fsync",
        "full_page_writes",
        "synchronous_commit",
      ]);
    } finally {
      await world.owner.query("drop function note_commit() cascade; drop table seen_commit");
    }
  });
});
