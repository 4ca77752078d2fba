import { proxyActivities } from "@temporalio/workflow";
import { BULK } from "../task-queues.ts";
import type { CustomerImportActivities, CustomerImportInput } from "./contract.ts";

/** The dry run, the run or the undoing of one import, step by step until its row says that it is done (P9). */
export async function customerImport(input: CustomerImportInput): Promise<void> {
  const { workImport } = proxyActivities<CustomerImportActivities>({
    taskQueue: BULK,
    startToCloseTimeout: "10 minutes",
    heartbeatTimeout: "30 seconds",
    retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
    priority: { fairnessKey: input.organisationId },
    summary: "Go on with the file",
  });
  while ((await workImport(input)).do === "again");
}
