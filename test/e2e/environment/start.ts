import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { isWorldKnown, publishWorld } from "./world.ts";

/**
 * Brings the environment up once for the whole run, in a process of its own that Node runs as it runs everything else.
 * It stops with the channel to us: also when this process is killed.
 * One that runs already (`node test/e2e/environment/main.ts` prints its PACKPOST_E2E_WORLD) is used as it is.
 * @returns what stops it
 */
export default async function startOnce(): Promise<() => Promise<void>> {
  if (isWorldKnown()) return async () => undefined;
  const main = join(import.meta.dirname, "main.ts");
  // Without Playwright's own loaders, which transpile what they meet.
  const child = fork(main, { cwd: repositoryRoot, execArgv: [], env: { ...process.env, NODE_OPTIONS: "" } });
  try {
    publishWorld(await firstMessage(child));
  } catch (error) {
    await stop(child);
    throw error;
  }
  return () => stop(child);
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The environment ended with ${code}; see above why.`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
