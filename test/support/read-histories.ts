import type { Client } from "@temporalio/client";

type History = Awaited<ReturnType<ReturnType<Client["workflow"]["getHandle"]>["fetchHistory"]>>;

/** Every history of a namespace, of the runs that the visibility store has. */
export async function readHistories(client: Client): Promise<{ workflowId: string; history: History }[]> {
  const found: { workflowId: string; history: History }[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    found.push({ workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() });
  }
  return found;
}

/** All that can be read in a history: its fields and, decoded, what its payloads carry. */
export function readableText(history: History): string {
  return JSON.stringify(history, (key, value: unknown) =>
    // Events turn their payloads' bytes into base64 themselves.
    key === "data" && typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value,
  );
}
