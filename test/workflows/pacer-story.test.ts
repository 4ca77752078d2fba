import { randomUUID } from "node:crypto";
import { pauseAlert, resumeAlert } from "@packpost/core/alert/move-alert";
import { previewAlert } from "@packpost/core/alert/preview-alert";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { takeTurn } from "@packpost/core/alert-sending/take-turn";
import { beginSending } from "@packpost/core/broadcast/begin-sending";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import type { WorkerContext } from "@packpost/core/context";
import type { SmsProvider } from "@packpost/providers/sms";
import { type PacerInput, pacerWorkflowId, wakePacerSignal } from "@packpost/workflows/alert/contract";
import { SMS_ALERT, WORKFLOWS } from "@packpost/workflows/task-queues";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { Worker } from "@temporalio/worker";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { TestClock, workerContextOf } from "../support/conversation-run.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { installRuntime } from "../support/install-runtime.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

const { testServerPath, workflowBundlePath } = inject("services");
const database = openTestDatabase();
let environment: TestWorkflowEnvironment;
let clock: TestClock;

beforeAll(async () => {
  installRuntime();
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path: testServerPath } },
  });
});
afterAll(() => environment?.teardown());
beforeEach(async () => {
  clock = new TestClock(database.owner);
  await syncClock();
});

/** Lets the database have the test server's time. */
const syncClock = async () => clock.set(await environment.currentTimeMs());

const range = { kind: "next_days", days: 7 } as const;
/** So much of a busy machine's own time is not the pacer's: a turn is looked at as of the moment to which its timer was set. */
const NOT_OURS_MS = 60_000;

interface Call {
  readonly body: string;
  readonly to: string;
  readonly at: number;
}

/** An organisation with so many families who come in six days, and a provider that notes when it is called. */
async function openPacer(families: number) {
  const organisation: TestOrganisation = await createTestOrganisation(database.orm);
  const { organisationId } = organisation;
  const ctx = organisation.as("owner");
  const many = [organisationId, families, ctx.actor.id];
  await database.owner.query(
    `with home as (insert into family (organisation_id, name) select $1, 'Family ' || n from generate_series(1, $2::int) n returning id),
       numbered as (select id, row_number() over (order by id)::int as n from home),
       person as (insert into customer (organisation_id, number, family_id, first_name, phone) select $1, n, id, 'Person ' || n, '+1202' || (5550000 + n) from numbered),
       beast as (insert into pet (organisation_id, family_id, name) select $1, id, 'Rex' from numbered returning id, family_id)
     insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
     select $1, family_id, id, $3, app_now() + interval '5 days', app_now() + interval '5 days 1 hour' from beast`,
    many,
  );
  await database.owner.query(
    "insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550100', now())",
    [organisationId],
  );
  await database.owner.query("update organisation set quiet_from = null, quiet_until = null where id = $1", [
    organisationId,
  ]);
  const calls: Call[] = [];
  const sms: SmsProvider = {
    limits: { maxCharacters: 1_600, maxMedia: 10 },
    fingerprint: () => "test",
    sendText: async ({ body, to, recipientId }) => {
      calls.push({ body, to, at: clock.now.getTime() });
      const providerMessageId = `SM${randomUUID().replaceAll("-", "")}`;
      return {
        outcome: "results",
        results: [{ status: "accepted", recipientId, providerMessageId, at: new Date() }],
      };
    },
    findText: async () => ({ outcome: "found", byRecipient: new Map() }),
    listSent: async () => ({ outcome: "listed", texts: [], partial: false }),
    listInbound: async () => ({ outcome: "listed", texts: [] }),
    fetchMedia: async () => ({ outcome: "not_yet" }),
    checkAccount: async () => ({ outcome: "open", account: "test" }),
    registerInbound: async () => ({ outcome: "registered" }),
  };
  const base = workerContextOf(organisation);
  const providerFor = (async () => sms) as unknown as WorkerContext["providerFor"];
  const worker: WorkerContext = { ...base, providerFor };
  const workflowId = pacerWorkflowId(organisationId);
  const input: PacerInput = { organisationId, leadMs: 0 };
  let [due, timer] = [0, 0];
  const begin = async (body: string) => {
    await syncClock();
    const counted = await previewAlert({ ctx, input: { range } });
    const confirmedCount = counted.outcome === "counted" ? counted.receiving : 0;
    const alertId = randomUUID();
    const more = { again: false, overrideQuietHours: false, againOf: null };
    await sendAlert({ ctx, input: { alertId, range, body, confirmedCount, ...more } });
    await database.owner.query("update broadcast set send_at = app_now() where id = $1", [alertId]);
    await beginSending({ ctx: worker, input: { broadcastId: alertId } });
    await snapshotAudience({ ctx: worker, input: { broadcastId: alertId } });
    return alertId;
  };
  return {
    ...{ ctx, calls, begin },
    handle: environment.client.workflow.getHandle(workflowId),
    wake: () =>
      environment.client.workflow.signalWithStart("smsPacer", {
        ...{ args: [input], taskQueue: WORKFLOWS, workflowId },
        ...{ signal: wakePacerSignal, signalArgs: [] },
      }),
    /** Runs the workers while something is done. */
    during: async <T>(work: () => Promise<T>): Promise<T> => {
      const { nativeConnection: connection, namespace = "default" } = environment;
      const look = async (turn: Required<PacerInput>) => {
        const now = await environment.currentTimeMs();
        // Never before its time; and what a busy machine takes of its own is not the pacer's.
        expect(now).toBeGreaterThanOrEqual(timer - 50);
        const late = now - timer;
        await clock.set(timer === 0 ? now : due + (late < NOT_OURS_MS ? 0 : late));
        const step = await takeTurn({ ctx: worker, input: turn });
        const ms = step.do === "wait" ? step.ms : 0;
        due = clock.now.getTime() + ms;
        timer = (await environment.currentTimeMs()) + ms;
        return step;
      };
      const workflowBundle = { codePath: workflowBundlePath };
      const workers = await Promise.all([
        Worker.create({
          connection,
          namespace,
          taskQueue: WORKFLOWS,
          workflowBundle,
        }),
        Worker.create({ connection, namespace, taskQueue: SMS_ALERT, activities: { takeTurn: look } }),
      ]);
      const running = Promise.all(workers.map((one) => one.run()));
      try {
        return await work();
      } finally {
        for (const one of workers) one.shutdown();
        await running;
      }
    },
    /** So many seconds later, whatever the test server's clock has leapt over while nothing ran. */
    later: async (seconds: number) => {
      due = clock.now.getTime() + seconds * 1_000;
      timer = await environment.currentTimeMs();
      await clock.set(due);
    },
    gaps: () => calls.slice(1).map(({ at }, place) => at - (calls[place]?.at ?? 0)),
    seconds: () => ((calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0)) / 1_000,
  };
}

describe("A6 A9 the pacer, with time skipped", () => {
  it("A6 100 texts take 1,188 seconds from the first to the last, 12 from each to the next", async () => {
    const pacer = await openPacer(100);
    await pacer.begin("The road is closed.");
    await pacer.during(async () => {
      const handle = await pacer.wake();
      await handle.result();
    });
    expect(pacer.calls).toHaveLength(100);
    expect(new Set(pacer.calls.map(({ to }) => to)).size).toBe(100);
    expect(pacer.seconds()).toBeGreaterThan(1_187);
    expect(pacer.seconds()).toBeLessThan(1_189);
    for (const gap of pacer.gaps()) expect(Math.abs(gap - 12_000)).toBeLessThan(100);
  }, 300_000);

  it("A9 two alerts take turns, and together keep the pace", async () => {
    const pacer = await openPacer(8);
    await pacer.begin("One");
    await pacer.begin("Two");
    await pacer.during(async () => {
      const handle = await pacer.wake();
      await handle.result();
    });
    expect(pacer.calls.map(({ body }) => body)).toEqual(
      Array.from({ length: 16 }, (_, place) => (place % 2 === 0 ? "One" : "Two")),
    );
    for (const gap of pacer.gaps()) expect(Math.abs(gap - 12_000)).toBeLessThan(1_000);
  }, 120_000);

  it("A10 a pause in the middle, and another worker after it: nobody twice, nobody lost, never two in a slot", async () => {
    const pacer = await openPacer(9);
    const alertId = await pacer.begin("The road is closed.");
    const three = () => waitUntil("three texts", () => pacer.calls.length >= 3);
    await pacer.during(async () => {
      await pacer.wake();
      await environment.sleep("30 seconds");
      await three();
      await pauseAlert({ ctx: pacer.ctx, input: { alertId } });
      await pacer.handle.result();
    });
    const sent = pacer.calls.length;
    expect(sent).toBeLessThan(9);
    await pacer.later(600);
    await resumeAlert({ ctx: pacer.ctx, input: { alertId } });
    await pacer.wake();
    // Another worker goes on.
    await pacer.during(() => pacer.handle.result());
    expect(pacer.calls).toHaveLength(9);
    expect(new Set(pacer.calls.map(({ to }) => to)).size).toBe(9);
    for (const gap of pacer.gaps()) expect(gap).toBeGreaterThan(11_500);
  }, 120_000);
});
