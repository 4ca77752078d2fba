import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { readStartTime } from "../../scripts/processes/identify-process.ts";
import { waitUntil } from "../support/wait-until.ts";

/** Starts a program as a test would, says its number, and then comes to an end. */
const starter = (end: string) => `
import { spawn } from "node:child_process";
import { tieChild } from ${JSON.stringify(import.meta.resolve("../support/tie-child.ts"))};
const child = spawn("sleep", ["600"], { stdio: "ignore" });
tieChild(child, "sleeper");
process.stdout.write(String(child.pid) + "\\n", () => { ${end} });
setInterval(() => undefined, 1_000);`;

it.each([
  ["an uncaught error", `setTimeout(() => { throw new Error("nobody catches this"); });`, null],
  ["a promise that nobody catches", `Promise.reject(new Error("nor this"));`, null],
  ["an early process.exit", "process.exit(0);", null],
  ["SIGINT", "", "SIGINT"],
  ["SIGKILL", "", "SIGKILL"],
] as const)("programs that a test has started end with it: %s", async (_name, end, signal) => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", starter(end)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const pid = Number(line);
  expect(pid).toBeGreaterThan(0);
  if (signal) child.kill(signal);
  await gone;
  await waitUntil("its program to end", () => readStartTime(pid) === null);
});
