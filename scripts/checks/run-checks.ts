import { rmSync } from "node:fs";
import { explainFailure } from "../console/explain-failure.ts";
import { formatSeconds } from "../console/format-seconds.ts";
import { makeRunDirectory } from "../environment/make-run-directory.ts";
import { openDataDirectory } from "../environment/open-data-directory.ts";
import type { ProcessRegistry } from "../processes/process-registry.ts";
import { readLogTail } from "../processes/read-log-tail.ts";
import type { Check } from "./check.ts";
import { runCheck } from "./run-check.ts";

/** A check, or how to make it once it is its turn (it may have to install something first). */
export type PlannedCheck = Check | (() => Promise<Check>);

/**
 * Runs checks one after the other, one line each, then the sum: `N passed, N failed`.
 * All of them run even when one fails.
 * @returns exit code: 0 only if nothing failed
 */
export async function runChecks(planned: readonly PlannedCheck[], stop: AbortSignal): Promise<number> {
  const directory = await openDataDirectory(await makeRunDirectory("checks"));
  const startedAt = Date.now();
  let passed = 0;
  let failed = 0;
  try {
    for (const plan of planned) {
      if (stop.aborted) return 130;
      const one = await runPlanned(plan, directory.registry, stop);
      passed += one.passed;
      failed += one.failed;
    }
  } finally {
    directory.close();
    rmSync(directory.path, { recursive: true, force: true });
  }
  console.log(`\n${formatSeconds(Date.now() - startedAt)}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runPlanned(plan: PlannedCheck, registry: ProcessRegistry, stop: AbortSignal) {
  const startedAt = Date.now();
  try {
    const check = typeof plan === "function" ? await plan() : plan;
    const timer = setInterval(
      () => console.log(`  … ${check.name}, ${formatSeconds(Date.now() - startedAt)}`),
      15_000,
    );
    const outcome = await runCheck(check, registry, stop).finally(() => clearInterval(timer));
    const counts = `${outcome.passed} passed${outcome.failed > 0 ? `, ${outcome.failed} failed` : ""}`;
    const line = `${outcome.failed > 0 ? "✗" : "✓"} ${`${check.name}: ${counts}`.padEnd(70)}`;
    console.log(`${line} ${formatSeconds(Date.now() - startedAt).padStart(7)}`);
    if (outcome.failed > 0) {
      console.log(readLogTail(outcome.logFile, 0, 40).replaceAll(/^/gm, "    "));
      console.log(`    The whole log: ${outcome.logFile}`);
    }
    return outcome;
  } catch (error) {
    console.log(explainFailure(error));
    return { passed: 0, failed: 1 };
  }
}
