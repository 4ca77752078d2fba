import { DefaultLogger } from "@temporalio/worker";
import type { Logger } from "pino";

/** Said once a start for each task queue that has activities alone, as most of ours have. */
const MEANT = "No workflows registered";

/** What of a line's facts is kept: ids and names of ours, never arguments. */
const kept = ["sdkComponent", "taskQueue", "workflowType", "workflowId", "runId", "activityType", "attempt"];

/** What Temporal's own parts warn of, as lines of our log: one JSON object each, on the same output. */
export function temporalLogger(log: Logger): DefaultLogger {
  return new DefaultLogger("WARN", ({ level, message, meta = {} }) => {
    if (message.startsWith(MEANT)) return;
    const facts = Object.fromEntries(kept.flatMap((key) => (key in meta ? [[key, meta[key]]] : [])));
    log[level === "ERROR" ? "error" : "warn"](
      { ...facts, ...("error" in meta && { err: meta.error }) },
      message,
    );
  });
}
