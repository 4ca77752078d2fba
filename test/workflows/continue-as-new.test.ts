import { randomUUID } from "node:crypto";
import {
  campaignChangedSignal,
  campaignWorkflowId,
  type NextStep,
} from "@packpost/workflows/campaign/contract";
import { WORKFLOWS } from "@packpost/workflows/task-queues";
import { NativeConnection } from "@temporalio/worker";
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
