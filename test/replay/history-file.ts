import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Client } from "@temporalio/client";
import proto from "@temporalio/proto";

const folder = join(import.meta.dirname, "histories");

/** Keeps a workflow's history as a file that the replay test runs from now on. */
export async function keepHistory(client: Client, workflowId: string, name: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  writeFileSync(join(folder, `${name}.json.gz`), gzipSync(JSON.stringify(history)));
}

/** Every kept history, by the name of its file. */
export function readKeptHistories(): { workflowId: string; history: unknown }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json.gz"))
    .sort()
    .map((file) => ({
      workflowId: file.slice(0, -".json.gz".length),
      history: proto.temporal.api.history.v1.History.fromObject(
        JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString("utf8")),
      ),
    }));
}
