import { pino } from "pino";
import { expect, it } from "vitest";
import { temporalLogger } from "./temporal-logger.ts";

it("O3 what Temporal warns of is one JSON object a line, without arguments; what is meant so is left out", () => {
  const lines: string[] = [];
  const logger = temporalLogger(
    pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) }),
  );
  logger.warn("No workflows registered, not polling for workflow tasks", { taskQueue: "bulk" });
  logger.info("Worker state changed");
  logger.warn("Activity failed", { activityType: "sendSlice", args: ["maria@inbox.example"] });
  logger.error("Lost it", { workflowId: "campaign/1", error: new Error("why") });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 40, activityType: "sendSlice", msg: "Activity failed" },
    { level: 50, workflowId: "campaign/1", err: { message: "why" }, msg: "Lost it" },
  ]);
  expect(lines.join("")).not.toContain("maria");
});
