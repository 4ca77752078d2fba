import { spawn } from "node:child_process";
import { join } from "node:path";
import { longTests } from "./checks/long-tests.ts";
import { runChecks } from "./checks/run-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/**
 * `npm run faults [-- --seed N] [-- --rounds N]`: campaigns while programs are killed and the provider misbehaves, with a
 * table of lost and doubled people; then the tests of each fault at full length, and other long tests. `-- --only <part of a name>` runs those
 * faults alone, `-- <file>` those tests alone.
 */
await runCommand(async (stop) => {
  const args = process.argv.slice(2);
  const files = args.length > 0 && args.every((arg) => !arg.startsWith("--")) ? args : [];
  const table = files.length > 0 ? 0 : await runTable(args, stop);
  if (stop.aborted || args.includes("--only")) return table;
  const faults = describeVitest("faults", ["faults"], files, { FAULTS: "full" });
  const others = describeVitest("long tests", ["db", "flows"], longTests);
  const tests = await runChecks(files.length > 0 ? [faults] : [faults, others], stop);
  return table || tests;
});

function runTable(args: readonly string[], stop: AbortSignal): Promise<number> {
  const main = join(repositoryRoot, "test", "faults", "torture", "main.ts");
  const child = spawn(process.execPath, [main, ...args], { cwd: repositoryRoot, stdio: "inherit" });
  stop.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
