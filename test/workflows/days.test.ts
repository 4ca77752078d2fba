import { randomUUID } from "node:crypto";
import {
  campaignChangedSignal,
  campaignWorkflowId,
  type NextStep,
} from "@packpost/workflows/campaign/contract";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import type { WorkflowHandle } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { FakeCampaign } from "../support/fake-campaign.ts";
import { installRuntime } from "../support/install-runtime.ts";
import { waitUntil } from "../support/wait-until.ts";

const { testServerPath, workflowBundlePath } = inject("services");
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
let environment: TestWorkflowEnvironment;
let fake: FakeCampaign;
beforeAll(async () => {
  installRuntime();
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path: testServerPath } },
  });
});
afterAll(() => environment?.teardown());
beforeEach(() => {
  fake = new FakeCampaign();
});

/** Runs a campaign's workflow to its end. @returns how long it took and the events of each of its runs */
async function runOn(during: (handle: WorkflowHandle) => Promise<unknown> = async () => undefined) {
  const { nativeConnection: connection, namespace, client } = environment;
  const workflowId = campaignWorkflowId(randomUUID());
  return fake.during(
    { connection, namespace: namespace ?? "default", codePath: workflowBundlePath },
    async () => {
      const input = { organisationId: randomUUID(), campaignId: workflowId };
      const handle = await client.workflow.start("campaign", {
        args: [input],
        taskQueue: WORKFLOWS,
        workflowId,
      });
      await during(handle);
      await handle.result();
      const runs: number[] = [];
      // By the history: the server's clock may leap on to some timer of its own once nothing is waited for.
      const times: number[] = [];
      for (let runId: string | null | undefined = handle.firstExecutionRunId; runId; ) {
        const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        runs.push(events?.length ?? 0);
        times.push(...(events ?? []).map(({ eventTime }) => Number(eventTime?.seconds ?? 0) * 1_000));
        runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      }
      const days = (Math.max(...times) - Math.min(...times)) / DAY;
      return { days, runs, events: runs.reduce((sum, n) => sum + n, 0) };
    },
  );
}

/** What the row says while it waits: `round` again and again until so many days are over, then `last`. */
function rowSays(days: number, round: (now: number) => NextStep, last: NextStep): void {
  let until: number | undefined;
  const step = async () => {
    const now = await environment.currentTimeMs();
    until ??= now + days * DAY;
    if (now >= until) return last;
    fake.steps.unshift(step);
    return round(now);
  };
  fake.steps = [step];
}

describe("days of waiting, with time skipped", () => {
  // An hour a round instead of life's minute: what is counted are the events of a round.
  it("three days without the provider: few events a look, and the campaign goes on by itself", async () => {
    let turn = 0;
    const turns: NextStep[] = [
      { do: "reconcile" },
      { do: "send", slices: [0] },
      { do: "wait", ms: 60 * MINUTE, why: "The provider does not answer" },
    ];
    const away = () => {
      turn += 1;
      return turns[turn % turns.length] ?? { do: "end" };
    };
    rowSays(3, away, { do: "finish" });
    fake.sendSlice = async () => ({ claimed: 0, stopped: true, waitMs: MINUTE });
    const { days, events } = await runOn();
    expect(days).toBeGreaterThanOrEqual(3);
    expect(fake.calls.slice(-3)).toEqual(["nextStep", "finishCampaign", "nextStep"]);
    // One look: question, probe, hold. At life's pace of one a minute a run is renewed some ten times a day.
    const looks = fake.calls.filter((call) => call === "reconcileClaims").length;
    expect(looks).toBeGreaterThan(60);
    expect(events / looks).toBeLessThan(45);
  }, 120_000);

  it("C17 a stop switch that is on for a week: eleven events a look, and then it goes on", async () => {
    const stopped = { do: "wait", ms: 60 * MINUTE, why: "All sending is stopped" } as const;
    rowSays(7, () => stopped, { do: "send", slices: [0] });
    const { days, events } = await runOn();
    expect(days).toBeGreaterThanOrEqual(7);
    expect(fake.calls.at(-2)).toBe("sendSlice 0");
    expect(events / fake.calls.length).toBeLessThanOrEqual(12);
  }, 120_000);

  it("C8 a pause for a week adds no event at all", async () => {
    fake.steps = [
      { do: "wait", ms: null, why: "Paused" },
      { do: "send", slices: [0] },
    ];
    const { days, events } = await runOn(async (handle) => {
      await waitUntil("the pause", () => fake.calls.length === 1);
      await environment.sleep("7 days");
      await handle.signal(campaignChangedSignal);
    });
    expect(days).toBeGreaterThanOrEqual(7);
    expect(events).toBeLessThan(40);
    expect(fake.calls).toEqual(["nextStep", "nextStep", "sendSlice 0", "nextStep"]);
  });

  it("C7 a campaign scheduled a year ahead is one timer", async () => {
    fake.steps = [
      { do: "wait", ms: 365 * DAY, why: "Wait for the send time" },
      { do: "snapshot" },
      { do: "send", slices: [0] },
      { do: "finish" },
    ];
    const { days, events } = await runOn();
    expect(days).toBeGreaterThanOrEqual(365);
    expect(days).toBeLessThan(365.1);
    expect(events).toBeLessThan(64);
    expect(fake.calls.slice(1, 3)).toEqual(["nextStep", "snapshotAudience"]);
  });
});
