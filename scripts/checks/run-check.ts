import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../paths.ts";
import { readStartTime } from "../processes/identify-process.ts";
import type { ProcessRegistry } from "../processes/process-registry.ts";
import { stopProcess } from "../processes/stop-process.ts";
import type { Check, CheckResult } from "./check.ts";

export type CheckOutcome = CheckResult & { readonly logFile: string };

const manner = { stopSignal: "SIGTERM", graceMs: 45_000 } as const;

/**
 * Runs one check in a process group of its own, its output in a log below .artifacts, and counts what passed.
 * @param stop ends it early, with everything it started
 */
export async function runCheck(
  check: Check,
  registry: ProcessRegistry,
  stop: AbortSignal,
): Promise<CheckOutcome> {
  const folder = join(repositoryRoot, ".artifacts", "checks");
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${check.name.replaceAll(/[^a-z]+/g, "-")}.log`);
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, [...check.args], {
    cwd: check.cwd ?? repositoryRoot,
    env: {
      ...process.env,
      ...{ FORCE_COLOR: undefined, NO_COLOR: "1", CI: "1" },
      // Each test file loads some 1,500 modules in a process of its own: 1.4 s of CPU where they are compiled already, 2.3 s where not.
      NODE_COMPILE_CACHE: join(repositoryRoot, ".artifacts", "compiled"),
      ...check.env,
    },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  const identity = { pid, startedAt: readStartTime(pid) ?? "gone" };
  registry.add({ name: check.name, ...identity, ...manner });
  const end = (): void => void stopProcess(identity, manner);
  stop.addEventListener("abort", end, { once: true });
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  stop.removeEventListener("abort", end);
  await stopProcess(identity, manner);
  registry.remove(pid);

  const counted = countSafely(check, readFileSync(logFile, "utf8"), code);
  // A command that fails although every test of it passed has failed all the same.
  return { ...counted, failed: code !== 0 ? Math.max(1, counted.failed) : counted.failed, logFile };
}

function countSafely(check: Check, output: string, code: number): CheckResult {
  const whole = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (!check.count) return whole;
  try {
    return check.count(output);
  } catch {
    return { passed: 0, failed: 1 };
  }
}
