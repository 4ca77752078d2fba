import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readStartTime } from "./identify-process.ts";
import { ProcessRegistry } from "./process-registry.ts";

it("an end that is told after everything was stopped writes nothing, neither into its folder nor where that was", async () => {
  const directory = mkdtempSync(join(tmpdir(), "packpost-registry-"));
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { detached: true });
  const ended = once(child, "exit");
  const pid = child.pid ?? 0;
  const registry = new ProcessRegistry(directory);
  registry.add({
    name: "late",
    pid,
    startedAt: readStartTime(pid) ?? "gone",
    stopSignal: "SIGTERM",
    graceMs: 1_000,
  });
  expect(existsSync(join(directory, "processes.json"))).toBe(true);

  await registry.stopAll();
  await ended;
  registry.close();
  registry.remove(pid);
  expect(existsSync(join(directory, "processes.json"))).toBe(false);

  rmSync(directory, { recursive: true });
  registry.remove(pid);
});
