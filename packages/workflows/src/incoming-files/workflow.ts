import { proxyActivities, sleep } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { IncomingFilesActivities, IncomingFilesInput } from "./contract.ts";

/** Fetches what came with one text or mail, however often that has to be tried: a provider has a new picture only after some seconds (T23). */
export async function incomingFiles(input: IncomingFilesInput): Promise<void> {
  const { fetchFiles } = proxyActivities<IncomingFilesActivities>({
    taskQueue: BULK,
    startToCloseTimeout: "10 minutes",
    heartbeatTimeout: "30 seconds",
    retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
    priority: { fairnessKey: input.organisationId },
    summary: "Fetch and keep what came with it",
  });
  for (;;) {
    const next = await fetchFiles(input);
    if (next.do === "end") return;
    await sleep(next.ms, { summary: "Until the provider has it" });
  }
}
