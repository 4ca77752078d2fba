import { answerWithin } from "@packpost/core/installation/answer-within";
import { getAuthPool } from "../database.ts";
import { getTemporalClient } from "../temporal.ts";

const timeoutMs = 2_000;

/**
 * What is missing before this process can serve: database and Temporal, asked side by side, two seconds each.
 *
 * @returns names of what did not answer; empty when ready
 */
export async function listMissingServices(): Promise<string[]> {
  const checks = { database: checkDatabase(), temporal: checkTemporal() };
  const results = await Promise.allSettled(Object.values(checks));
  return Object.keys(checks).filter((_, index) => results[index]?.status === "rejected");
}

async function checkDatabase(): Promise<void> {
  await answerWithin(timeoutMs, getAuthPool().query("select 1"));
}

async function checkTemporal(): Promise<void> {
  const { connection, workflowService } = getTemporalClient();
  const answer = connection.withDeadline(Date.now() + timeoutMs, () => workflowService.getSystemInfo({}));
  await answerWithin(timeoutMs, answer);
}
