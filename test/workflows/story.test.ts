import { randomUUID } from "node:crypto";
import { campaignChangedSignal, campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { defaultPayloadConverter, type WorkflowHandle } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { FakeCampaign } from "../support/fake-campaign.ts";
import { installRuntime } from "../support/install-runtime.ts";
import { waitUntil } from "../support/wait-until.ts";

const { testServerPath, workflowBundlePath } = inject("services");
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

/** Starts a campaign's workflow, does something to it, and waits for its end. */
function tell(
  during: (handle: WorkflowHandle) => Promise<unknown> = async () => undefined,
  input: { window?: number } = {},
): Promise<{ seconds: number; timers: number[]; handle: WorkflowHandle }> {
  const { nativeConnection: connection, namespace } = environment;
  return fake.during(
    { connection, namespace: namespace ?? "default", codePath: workflowBundlePath },
    async () => {
      const campaignId = randomUUID();
      const handle = await environment.client.workflow.start("campaign", {
        args: [{ organisationId: randomUUID(), campaignId, ...input }],
        taskQueue: WORKFLOWS,
        workflowId: campaignWorkflowId(campaignId),
      });
      await during(handle);
      await handle.result();
      const { startTime, closeTime } = await handle.describe();
      const { events } = await handle.fetchHistory();
      const timers = (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
        timer?.startToFireTimeout ? [Number(timer.startToFireTimeout.seconds)] : [],
      );
      return {
        seconds: Math.round(((closeTime?.getTime() ?? 0) - startTime.getTime()) / 1000),
        timers,
        handle,
      };
    },
  );
}

const signal = (handle: WorkflowHandle) => handle.signal(campaignChangedSignal);
const asked = (times: number) => () =>
  waitUntil(`${times} questions`, () => fake.calls.filter((call) => call === "nextStep").length >= times);

describe("the campaign's story, with time skipped", () => {
  it("C7 waits for its time, writes the audience, sends, closes", async () => {
    const days = 3 * 86_400_000;
    fake.steps = [
      { do: "wait", ms: days, why: "Wait for the send time" },
      { do: "snapshot" },
      { do: "send", slices: [0] },
      { do: "finish" },
    ];
    const { seconds } = await tell();
    expect(seconds).toBeGreaterThanOrEqual(days / 1000);
    expect(fake.calls).toEqual([
      ...["nextStep", "nextStep", "snapshotAudience", "nextStep", "sendSlice 0"],
      ...["nextStep", "finishCampaign", "nextStep"],
    ]);
  });

  it("C7 asks no further question where the activity before has told what is next", async () => {
    const totals = { sent: 1, failed: 0, skipped: 0, cancelled: 0, unconfirmed: 0, waiting: 0 };
    fake.steps = [{ do: "snapshot" }, { do: "finish" }];
    fake.told = {
      snapshot: async () => ({ do: "send", slices: [0] }),
      finish: async () => ({ do: "end", totals }),
    };
    const { handle } = await tell();
    expect(await handle.result()).toEqual(totals);
    expect(fake.calls).toEqual(["nextStep", "snapshotAudience", "sendSlice 0", "nextStep", "finishCampaign"]);
  });

  it("C8 asks all the same where the row has changed since it was told", async () => {
    fake.steps = [{ do: "snapshot" }, { do: "cancel_rest" }];
    const cancelled = Promise.withResolvers<void>();
    fake.told = {
      snapshot: async () => {
        await cancelled.promise;
        return { do: "send", slices: [0] };
      },
    };
    await tell(async (handle) => {
      await waitUntil("the snapshot", () => fake.calls.includes("snapshotAudience"));
      await signal(handle);
      cancelled.resolve();
    });
    expect(fake.calls).toEqual(["nextStep", "snapshotAudience", "nextStep", "cancelRest", "nextStep"]);
  });

  it("C8 C10 reads as a story to who knows no code: who is sent to in each step, what it waits for, what became of all", async () => {
    const totals = { sent: 40_990, failed: 10, skipped: 300, cancelled: 0, unconfirmed: 0, waiting: 0 };
    fake.steps = [
      { do: "wait", ms: 60_000, why: "Wait for the send time" },
      { do: "snapshot" },
      { do: "send", slices: [0, 1, 8], people: { aSlice: 5_000, of: 41_000 } },
      { do: "send", slices: [2] },
      { do: "end", totals },
    ];
    const { handle } = await tell(undefined, { window: 1 });
    expect(await handle.result()).toEqual(totals);
    const { events } = await handle.fetchHistory();
    const summaries = (events ?? []).flatMap(({ userMetadata }) =>
      userMetadata?.summary ? [String(defaultPayloadConverter.fromPayload(userMetadata.summary))] : [],
    );
    expect(summaries).toEqual([
      "Decide what is next",
      "Wait for the send time",
      "Decide what is next",
      "Write down who receives it, and who does not and why",
      "Decide what is next",
      "Send people 1–5,000 of 41,000",
      "Send people 5,001–10,000 of 41,000",
      "Send people 40,001–41,000 of 41,000",
      "Decide what is next",
      "Send slice 3",
      "Decide what is next",
    ]);
  });

  it("C7 an undo wakes it before its time", async () => {
    fake.steps = [{ do: "wait", ms: 86_400_000, why: "Wait for the send time" }];
    const { seconds } = await tell(async (handle) => {
      await asked(1)();
      await signal(handle);
    });
    expect(seconds).toBeLessThan(3_600);
    expect(fake.calls).toEqual(["nextStep", "nextStep"]);
  });

  it("C8 a paused campaign waits without end and without a timer, until it is changed", async () => {
    fake.steps = [
      { do: "wait", ms: null, why: "Paused" },
      { do: "send", slices: [0] },
    ];
    const { timers } = await tell(async (handle) => {
      await asked(1)();
      await signal(handle);
    });
    expect(timers).toEqual([]);
    expect(fake.calls).toEqual(["nextStep", "nextStep", "sendSlice 0", "nextStep"]);
  });

  it("hears a change that comes while it is being told that there is nothing to do", async () => {
    let handle: WorkflowHandle | undefined;
    fake.steps = [
      async () => {
        await waitUntil("the handle", () => handle);
        if (handle) await signal(handle);
        return { do: "end" };
      },
      { do: "send", slices: [4] },
    ];
    await tell(async (started) => {
      handle = started;
    });
    expect(fake.calls).toEqual(["nextStep", "nextStep", "sendSlice 4", "nextStep"]);
  });

  it("C8 sends every slice once, as many side by side as its window", async () => {
    const slices = Array.from({ length: 17 }, (_, slice) => slice);
    fake.steps = [{ do: "send", slices }];
    fake.sendSlice = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return { claimed: 5_000, stopped: false };
    };
    await tell(undefined, { window: 4 });
    const sent = fake.calls.filter((call) => call.startsWith("sendSlice"));
    expect(sent.toSorted()).toEqual(slices.map((slice) => `sendSlice ${slice}`).toSorted());
    expect(fake.most).toBeLessThanOrEqual(4);
  });

  it("C8 begins no further slice once one says stop (paused, refused)", async () => {
    fake.steps = [{ do: "send", slices: [0, 1, 2, 3, 4, 5, 6, 7] }];
    fake.sendSlice = async () => ({ claimed: 500, stopped: true });
    const { timers } = await tell(undefined, { window: 2 });
    expect(fake.calls.filter((call) => call.startsWith("sendSlice")).length).toBeLessThanOrEqual(2);
    expect(timers).toEqual([]);
  });

  it("backs off while the provider refuses, at least as long as it asks, at most a minute; forgets it after success", async () => {
    const trouble = [1, 2, 3, 4, 5, 6, 7, 8].map(() => ({ do: "send", slices: [0] }) as const);
    fake.steps = [...trouble, { do: "send", slices: [0] }, { do: "send", slices: [0] }];
    let calls = 0;
    fake.sendSlice = async () => {
      calls += 1;
      if (calls === 9) return { claimed: 500, stopped: false };
      return { claimed: 500, stopped: true, waitMs: calls === 2 ? 15_000 : 1_000 };
    };
    const { timers } = await tell();
    expect(timers).toEqual([1, 15, 4, 8, 16, 32, 60, 60, 1]);
  });

  it("does not spin when rows wait and none can be claimed", async () => {
    fake.steps = [1, 2, 3].map(() => ({ do: "send", slices: [0, 1] }) as const);
    fake.sendSlice = async () => ({ claimed: 0, stopped: false });
    const { timers } = await tell();
    expect(timers).toEqual([1, 2, 4]);
  });

  it("asks the provider about unanswered calls when their time has come", async () => {
    fake.steps = [{ do: "wait", ms: 60_000, why: "Ask the provider" }, { do: "reconcile" }, { do: "finish" }];
    const { seconds } = await tell();
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(fake.calls).toEqual([
      "nextStep",
      "nextStep",
      "reconcileClaims",
      "nextStep",
      "finishCampaign",
      "nextStep",
    ]);
  });

  it("C8 cancels the rest", async () => {
    fake.steps = [{ do: "cancel_rest" }];
    await tell();
    expect(fake.calls).toEqual(["nextStep", "cancelRest", "nextStep"]);
  });

  it("outlives activities that fail for a while", async () => {
    let failures = 0;
    const failing = async () => {
      failures += 1;
      throw new Error("the database is away");
    };
    fake.steps = [failing, failing, failing, { do: "finish" }];
    await tell();
    expect(failures).toBe(3);
    expect(fake.calls.slice(-2)).toEqual(["finishCampaign", "nextStep"]);
  });
});
