import { cancelCampaign } from "@packpost/core/campaign/cancel-campaign";
import { pauseCampaign } from "@packpost/core/campaign/pause-campaign";
import { resendToFailed } from "@packpost/core/campaign/resend-to-failed";
import { recordEvents } from "@packpost/core/recipient/record-events";
import { settleUnconfirmed } from "@packpost/core/sending/settle-unconfirmed";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { driveCampaign, passTime } from "../support/drive-campaign.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const HOUR = 3_600;

/** A campaign that is due, and the hands of its workflow; time passes by {@link passTime}, by life's own timings. */
async function begin(customers: number, faults: object) {
  const organisation = await world.organisation(customers);
  const knobs = (settings: object) =>
    world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: settings } });
  await knobs(faults);
  const campaignId = await world.draft(organisation);
  await world.confirm(organisation, campaignId, customers);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation);
  const drive = () => driveCampaign(ctx, campaignId);
  const pass = (seconds: number) => passTime(world, organisation, seconds);
  /** Two minutes go by and the workflow looks, again and again. */
  const rounds = async (n: number) => {
    for (let round = 0; round < n; round += 1) {
      await pass(120);
      await drive();
    }
  };
  const sweep = () => settleUnconfirmed({ ctx, input: { timings: DEFAULT_TIMINGS } });
  const status = async () => {
    const { rows } = await world.owner.query("select status from campaign where id = $1", [campaignId]);
    return rows[0].status;
  };
  const people = () => world.statuses(campaignId);
  return { organisation, knobs, campaignId, ctx, drive, pass, rounds, sweep, status, people };
}

async function expectAllOnce(organisation: TestOrganisation, campaignId: string, n: number): Promise<void> {
  expect(await world.statuses(campaignId)).toEqual({ sent: n });
  expect(await world.ledger(organisation.token)).toMatchObject({ accepted: n, duplicates: 0 });
  expect(await world.broken(organisation)).toEqual([]);
}

async function notices(campaignId: string): Promise<string[]> {
  const { rows } = await world.owner.query(
    "select subject from mail where campaign_id = $1 and kind = 'notice' order by created_at",
    [campaignId],
  );
  return rows.map(({ subject }) => subject);
}

/** A delivery of one person's mail, as a webhook tells it. */
async function deliver({ ctx }: TestOrganisation, recipientId: string, attemptId: string): Promise<void> {
  const event = {
    dedupeKey: crypto.randomUUID(),
    kind: "delivered",
    providerKind: "Delivery",
    occurredAt: new Date(),
    recipientId,
    attemptId,
    providerMessageId: crypto.randomUUID(),
    machine: false,
    suppresses: false,
  } as const;
  await recordEvents({ ctx, input: { events: [{ event, payload: {} }] } });
}

async function rowsOf(campaignId: string): Promise<{ id: string; attempt_id: string | null }[]> {
  const { rows } = await world.owner.query(
    "select id, attempt_id from recipient where campaign_id = $1 order by id",
    [campaignId],
  );
  return rows;
}

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
    await expectAllOnce(run.organisation, run.campaignId, 500);
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
      "select extract(epoch from min(ask_after) - now())::int as seconds from attempt where campaign_id = $1 and ended_at is null",
      [run.campaignId],
    );
    expect(rows[0].seconds).toBeGreaterThan(550);
    expect(wait.do).toBe("wait");
    await run.rounds(20);
    await expectAllOnce(run.organisation, run.campaignId, 700);
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
    expect(await notices(run.campaignId)).toEqual([
      expect.stringMatching(/“Spring reopening”: \d+ people unconfirmed/),
    ]);
    await run.knobs({ rate5xxBefore: null, searchDown: null, searchLagMs: 0 });
    for (let round = 0; round < 12; round += 1) {
      await run.rounds(1);
      await run.sweep();
    }
    await run.rounds(4);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(run.organisation, run.campaignId, 1_000);
  }, 120_000);

  it("of a finished campaign too: it goes on by itself, within a day; a resend includes them until then", async () => {
    const run = await begin(40, { next: [{ kind: "5xx-before" }], searchDown: true });
    await run.drive();
    await run.rounds(40);
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 40 }]);
    expect(await notices(run.campaignId)).toEqual(["“Spring reopening”: 40 people unconfirmed"]);
    const resend = await resendToFailed({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    expect(resend).toMatchObject({ outcome: "draft", existing: false });
    await run.knobs({ searchDown: null, searchLagMs: 0 });
    await run.pass(120);
    expect(await run.sweep()).toEqual({ asked: 1, campaignIds: [] });
    await run.pass(700);
    expect(await run.sweep()).toEqual({ asked: 1, campaignIds: [run.campaignId] });
    expect(await run.status()).toBe("sending");
    await run.rounds(2);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(run.organisation, run.campaignId, 40);
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
    expect((await run.sweep()).campaignIds).toEqual([]);
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
      "select campaign_id from campaigns_with_work() where campaign_id = $1",
      [run.campaignId],
    );
    expect(rows).toHaveLength(1);
    await run.rounds(8);
    expect(await run.people()).toEqual({ cancelled: 900 });
    expect(await run.drive()).toEqual({ do: "end" });
    expect(await world.broken(run.organisation)).toEqual([]);
  });
});

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
    await expectAllOnce(run.organisation, run.campaignId, 500);
  });

  it("a webhook for one of them does the same, before and between the absences", async () => {
    const run = await begin(60, { next: [{ kind: "5xx-after" }], searchLagMs: 3_600_000 });
    await run.drive();
    const [first] = await rowsOf(run.campaignId);
    await run.rounds(2);
    await deliver(run.organisation, first?.id ?? "", first?.attempt_id ?? "");
    await run.rounds(50);
    expect(await run.people()).toEqual({ delivered: 1, unconfirmed: 59 });
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 60, duplicates: 0 });
  });

  it("an event that comes after the claim was given back stops those who wait again", async () => {
    const run = await begin(60, { next: [{ kind: "5xx-after" }], searchLagMs: 3_600_000 });
    await run.drive();
    const [first] = await rowsOf(run.campaignId);
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
    const [first] = await rowsOf(run.campaignId);
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
    await expectAllOnce(run.organisation, run.campaignId, 300);
  });
});

describe("why a call was not answered", () => {
  it("stands at the attempt, and at its campaign while the provider is asked", async () => {
    const run = await begin(20, { next: [{ kind: "5xx-after", status: 503 }], searchDown: true });
    await run.drive();
    await run.pass(120);
    await run.drive();
    const { getProgress } = await import("@packpost/core/campaign/get-progress");
    const progress = await getProgress({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
    expect(progress.asking).toMatchObject({
      people: 20,
      words: expect.stringContaining("offline for maintenance"),
    });
  });
});

describe("a lost commit must not double", () => {
  it("claims of campaigns and single mails commit synchronously though the server's default is off", async () => {
    await world.owner.query(`
      create table seen_commit (what text, setting text);
      grant insert on seen_commit to packpost_app;
      create function note_commit() returns trigger language plpgsql as $$
      begin insert into seen_commit values (tg_table_name, current_setting('synchronous_commit')); return null; end $$;
      create trigger note_commit after insert on attempt for each row execute function note_commit();
      create trigger note_commit after update of calls on mail for each row execute function note_commit()`);
    try {
      const run = await begin(5, {});
      await run.drive();
      const { queuePreview } = await import("@packpost/core/mail/queue-preview");
      const { advanceMail } = await import("@packpost/core/mail/advance-mail");
      const campaignId = await world.draft(run.organisation);
      const preview = {
        campaignId,
        version: 2,
        to: "a@staff.example",
        unsubscribeUrl: "http://packpost.test/u/preview",
      };
      const queued = await queuePreview({ ctx: run.organisation.ctx, input: preview });
      const mailId = queued.outcome === "queued" ? (queued.mailIds[0] ?? "") : "";
      await advanceMail({ ctx: run.ctx, input: { mailId, timings: DEFAULT_TIMINGS } });
      const { rows } = await world.owner.query("select distinct what, setting from seen_commit order by 1");
      expect(rows).toEqual([
        { what: "attempt", setting: "on" },
        { what: "mail", setting: "on" },
      ]);
      const { findDurabilityProblems } = await import("@packpost/core/installation/find-durability-problems");
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
