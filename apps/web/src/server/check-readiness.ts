import { getAuthPool } from "./database.ts";
import { getTemporalClient } from "./temporal.ts";

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
  await withTimeout(getAuthPool().query("select 1"));
}

async function checkTemporal(): Promise<void> {
  const { connection, workflowService } = getTemporalClient();
  await withTimeout(connection.withDeadline(Date.now() + timeoutMs, () => workflowService.getSystemInfo({})));
}

async function withTimeout(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("timed out")), timeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
