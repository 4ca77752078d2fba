import { spawn } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { basename, join } from "node:path";
import { StepFailure } from "./console/step-failure.ts";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run bench -- <name> [--n N] [--json]`: one of test/bench; its last line is JSON with units in the names. */
await runCommand(async (stop) => {
  const [name = "", ...args] = process.argv.slice(2);
  const folder = join(repositoryRoot, "test", "bench");
  const file = join(folder, `${name}.bench.ts`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
    const known = globSync("*.bench.ts", { cwd: folder }).map((path) => basename(path, ".bench.ts"));
    throw new StepFailure(
      name ? `There is no bench "${name}"` : "Which bench?",
      `Known: ${known.join(", ") || "none"}.`,
      "npm run bench -- <name> [--n N] [--json]",
    );
  }
  const child = spawn(process.execPath, [file, ...args], { cwd: repositoryRoot, stdio: "inherit" });
  stop.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
});
