import { randomUUID } from "node:crypto";
import { type PacerStep, pacerWorkflowId, wakePacerSignal } from "@packpost/workflows/alert/contract";
import {
  campaignChangedSignal,
  campaignWorkflowId,
  type NextStep,
} from "@packpost/workflows/campaign/contract";
import { type NoticeStep, notifierWorkflowId, postedSignal } from "@packpost/workflows/conversation/contract";
import { CONVERSATION, SMS_ALERT, WORKFLOWS } from "@packpost/workflows/task-queues";
import { NativeConnection, Worker } from "@temporalio/worker";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createNamespace, type TestNamespace } from "../support/create-namespace.ts";
import { FakeCampaign } from "../support/fake-campaign.ts";
import { installRuntime } from "../support/install-runtime.ts";
import { OwnTemporal } from "../support/own-temporal.ts";

const { runDirectory, workflowBundlePath } = inject("services");
const temporal = new OwnTemporal(runDirectory, ["limit.historyCount.suggestContinueAsNew=60"]);
let namespace: TestNamespace;

beforeAll(async () => {
  await temporal.start();
  namespace = await createNamespace(temporal.address);
});
afterAll(async () => {
  await namespace?.close();
  await temporal.kill();
});

it("a long campaign goes on in new runs, with the same input and nothing forgotten", async () => {
  installRuntime();
  const fake = new FakeCampaign();
  fake.steps = Array.from({ length: 40 }, (_, slice) => ({ do: "send", slices: [slice] }) as const);
  const connection = await NativeConnection.connect({ address: temporal.address });
  const campaignId = randomUUID();
  const input = { organisationId: randomUUID(), campaignId, timings: { callMs: 1_234 }, window: 2 };
  await fake.during({ connection, namespace: namespace.name, codePath: workflowBundlePath }, async () => {
    const handle = await namespace.client.workflow.start("campaign", {
      args: [input],
      taskQueue: WORKFLOWS,
      workflowId: campaignWorkflowId(campaignId),
    });
    await handle.result();
    const { historyLength, runId } = await handle.describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(historyLength).toBeLessThan(120);
  });
  await connection.close();
  expect(fake.calls.filter((call) => call.startsWith("sendSlice"))).toEqual(
    Array.from({ length: 40 }, (_, slice) => `sendSlice ${slice}`),
  );
});

it("so does one that waits for days, even where it is told of a change in every round", async () => {
  const fake = new FakeCampaign();
  const connection = await NativeConnection.connect({ address: temporal.address });
  const workflowId = campaignWorkflowId(randomUUID());
  const round = async (): Promise<NextStep> => {
    await namespace.client.workflow.getHandle(workflowId).signal(campaignChangedSignal);
    return { do: "wait", ms: 5, why: "The provider does not answer" };
  };
  fake.steps = Array.from({ length: 60 }, () => round);
  await fake.during({ connection, namespace: namespace.name, codePath: workflowBundlePath }, async () => {
    const handle = await namespace.client.workflow.start("campaign", {
      args: [{ organisationId: randomUUID(), campaignId: workflowId }],
      taskQueue: WORKFLOWS,
      workflowId,
    });
    await handle.result();
    const { historyLength, runId } = await handle.describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(historyLength).toBeLessThan(120);
  });
  await connection.close();
  expect(fake.calls).toHaveLength(61);
});

it("T67 so does a thread's notifier that is never idle: its history is bounded, no signal is lost, and its last run is replayed", async () => {
  const connection = await NativeConnection.connect({ address: temporal.address });
  const threadId = randomUUID();
  const workflowId = notifierWorkflowId(threadId);
  const input = { organisationId: randomUUID(), threadId };
  const rounds = 60;
  let looks = 0;
  const notifyUnread = async (): Promise<NoticeStep> => {
    looks += 1;
    if (looks > rounds) return { do: "end" };
    // A deadline that no timer waits for comes while the rows are read: it is looked at, whichever run that falls into.
    await namespace.client.workflow.getHandle(workflowId).signal(postedSignal);
    return looks % 2 === 0
      ? { do: "end" }
      : { do: "wait", ms: 86_400_000, why: "Until the next message is mailed" };
  };
  const common = { connection, namespace: namespace.name };
  const workflowBundle = { codePath: workflowBundlePath };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: WORKFLOWS, workflowBundle }),
    Worker.create({ ...common, taskQueue: CONVERSATION, activities: { notifyUnread } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    const started = { args: [input], taskQueue: WORKFLOWS, workflowId };
    const handle = await namespace.client.workflow.start("conversationNotifier", started);
    await handle.result();
    const { historyLength, runId } = await handle.describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(historyLength).toBeLessThan(120);
    expect(looks).toBe(rounds + 1);
    for (const id of [handle.firstExecutionRunId, runId]) {
      const history = await namespace.client.workflow.getHandle(workflowId, id).fetchHistory();
      await Worker.runReplayHistory({ workflowBundle }, history);
    }
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
  }
});

it("A9 so does the pacer of an alert of thousands, without a timer where a turn is due, and no signal is lost", async () => {
  const connection = await NativeConnection.connect({ address: temporal.address });
  const organisationId = randomUUID();
  const workflowId = pacerWorkflowId(organisationId);
  const turns = 100;
  let taken = 0;
  const takeTurn = async (): Promise<PacerStep> => {
    taken += 1;
    if (taken < turns) return { do: "wait", ms: 0, why: "Wait for the next slot" };
    // Somebody is to be texted while it ends: it goes on.
    if (taken === turns) await namespace.client.workflow.getHandle(workflowId).signal(wakePacerSignal);
    return { do: "end" };
  };
  const common = { connection, namespace: namespace.name };
  const workflowBundle = { codePath: workflowBundlePath };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: WORKFLOWS, workflowBundle }),
    Worker.create({ ...common, taskQueue: SMS_ALERT, activities: { takeTurn } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    const started = { args: [{ organisationId }], taskQueue: WORKFLOWS, workflowId };
    const handle = await namespace.client.workflow.start("smsPacer", started);
    await handle.result();
    const { historyLength, runId } = await handle.describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(historyLength).toBeLessThan(120);
    expect(taken).toBe(turns + 1);
    for (const id of [handle.firstExecutionRunId, runId]) {
      const history = await namespace.client.workflow.getHandle(workflowId, id).fetchHistory();
      expect(
        history.events?.filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes),
      ).toEqual([]);
      await Worker.runReplayHistory({ workflowBundle }, history);
    }
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
  }
});
