import { randomUUID } from "node:crypto";
import { type DeliveryStep, deliveryWorkflowId } from "@packpost/workflows/delivery/contract";
import { EMAIL_TRANSACTIONAL, WORKFLOWS } from "@packpost/workflows/task-queues";
import { defaultPayloadConverter } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { Worker } from "@temporalio/worker";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { installRuntime } from "../support/install-runtime.ts";

const { testServerPath, workflowBundlePath } = inject("services");
let environment: TestWorkflowEnvironment;

beforeAll(async () => {
  installRuntime();
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path: testServerPath } },
  });
});
afterAll(() => environment?.teardown());

/** Runs a delivery's workflow whose row says this, in turn. */
async function tell(purpose: string, steps: DeliveryStep[]) {
  const { nativeConnection: connection, namespace = "default" } = environment;
  const activities = {
    advanceDelivery: async () => steps.shift() ?? { do: "end", status: "sent" },
  };
  const workers = await Promise.all([
    Worker.create({
      connection,
      namespace,
      taskQueue: WORKFLOWS,
      workflowBundle: { codePath: workflowBundlePath },
    }),
    Worker.create({ connection, namespace, taskQueue: EMAIL_TRANSACTIONAL, activities }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const deliveryId = randomUUID();
  try {
    const handle = await environment.client.workflow.start("delivery", {
      args: [{ organisationId: randomUUID(), deliveryId, purpose }],
      taskQueue: WORKFLOWS,
      workflowId: deliveryWorkflowId(deliveryId),
    });
    const result = await handle.result();
    const { startTime, closeTime } = await handle.describe();
    const { events } = await handle.fetchHistory();
    return {
      result,
      seconds: Math.round(((closeTime?.getTime() ?? 0) - startTime.getTime()) / 1000),
      summaries: (events ?? []).flatMap(({ userMetadata }) =>
        userMetadata?.summary ? [String(defaultPayloadConverter.fromPayload(userMetadata.summary))] : [],
      ),
    };
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
  }
}

describe("a delivery's story, with time skipped", () => {
  it("C6 waits as long as the row says, and reads as a story: what it is, what it waits for, what became of it", async () => {
    const { result, seconds, summaries } = await tell("preview", [
      { do: "wait", ms: 7_000, why: "The provider asked us to wait" },
      { do: "wait", ms: 60_000, why: "Ask the provider about an unanswered call" },
      { do: "end", status: "delivered" },
    ]);
    expect(result).toEqual({ status: "delivered" });
    expect(seconds).toBeGreaterThanOrEqual(67);
    expect(summaries).toEqual([
      "Send the preview, or ask the provider about it",
      "The provider asked us to wait",
      "Send the preview, or ask the provider about it",
      "Ask the provider about an unanswered call",
      "Send the preview, or ask the provider about it",
    ]);
  });

  it("C7 a notice that the provider refuses for a day is one workflow with a timer every five minutes", async () => {
    const refused: DeliveryStep = { do: "wait", ms: 300_000, why: "The provider refuses our account" };
    const { seconds, summaries } = await tell("notice", Array<DeliveryStep>(288).fill(refused));
    expect(seconds).toBeGreaterThanOrEqual(86_400);
    expect(summaries.filter((summary) => summary === "The provider refuses our account")).toHaveLength(288);
  });
});
