import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

/**
 * `npm run cluster [-- --people N] [-- --shards N] [-- --json]`: two of everything on a Temporal of eight processes, a campaign, a conversation and an
 * alert while one of each is killed, then a new version of everything under load; checked, then gone.
 */
await runCommand(async (stop) => {
  const main = join(repositoryRoot, "test", "cluster", "main.ts");
  const child = spawn(process.execPath, [main, ...process.argv.slice(2)], {
    cwd: repositoryRoot,
    stdio: "inherit",
  });
  stop.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
});
