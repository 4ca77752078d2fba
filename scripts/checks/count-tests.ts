import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CheckResult } from "./check.ts";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts a report of vitest's JSON reporter. A file that did not even load counts as one failure. */
export function countVitest(file: string): CheckResult {
  const report = vitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  const failed = report.numFailedTests || (report.numFailedTestSuites > 0 ? 1 : 0);
  return { passed: report.numPassedTests, failed };
}

/** Counts a report of Playwright's JSON reporter. A flaky test has failed: it failed once. */
export function countPlaywright(file: string): CheckResult {
  const { stats, errors } = playwrightReport.parse(JSON.parse(readFileSync(file, "utf8")));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
