import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, Worker } from "@temporalio/worker";
import { DeterminismViolationError } from "@temporalio/workflow";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { installRuntime } from "../support/install-runtime.ts";
import { readKeptHistories } from "./history-file.ts";

beforeAll(() => installRuntime());

const histories = readKeptHistories();

/** Errors of a replay, by history; undefined = the workflow still does what it did. */
async function replay(workflowBundle: { codePath: string } | { code: string }) {
  const errors: Record<string, unknown> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
    errors[workflowId] = error;
  return errors;
}

describe("kept histories of real campaigns, mails, conversations, imports, accounts at providers and sweeps", () => {
  it("cover the ways a campaign, a mail and the sweep of the unconfirmed can go", () => {
    expect(histories.map(({ workflowId }) => workflowId)).toEqual([
      "alert-sent",
      "campaign-cancelled",
      "campaign-paused-and-resumed",
      "campaign-reconciled",
      "campaign-sent-again",
      "campaign-sent",
      "campaign-throttled",
      "campaign-unconfirmed",
      "campaign-undone",
      "conversation-mailed-when-due",
      "conversation-mailed",
      "conversation-read-in-time",
      "conversation-read",
      "delivery-reconciled",
      "delivery-sent",
      "delivery-throttled",
      "delivery-unconfirmed",
      "import-done",
      "import-looked",
      "import-undone",
      "inbound-mail-placed",
      "incoming-files-kept",
      "pacer-three-texts",
      "provider-key-refused",
      "provider-key-saved",
      "provider-told",
      "unconfirmed-sweep",
      "webhook-told",
    ]);
  });

  it("are replayed by today's workflow without a difference", async () => {
    const errors = await replay({ codePath: inject("services").workflowBundlePath });
    expect(errors).toEqual(Object.fromEntries(histories.map(({ workflowId }) => [workflowId, undefined])));
  });

  it("refuse a workflow that does something else", async () => {
    const workflowsPath = fileURLToPath(import.meta.resolve("./wrong-workflow.ts"));
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger("ERROR") });
    const errors = Object.values(await replay({ code }));
    expect(errors).toHaveLength(histories.length);
    for (const error of errors) expect(error).toBeInstanceOf(DeterminismViolationError);
  });
});
