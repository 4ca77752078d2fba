import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defaultDataDirectory } from "../paths.ts";
import { endLeftovers } from "../processes/process-registry.ts";
import { findLiveOwner } from "./open-data-directory.ts";

const runs = join(defaultDataDirectory, "runs");

/**
 * Makes a data directory for one run (demo, tests, bench), and removes those of killed runs.
 * The caller removes it at the end.
 * @param purpose prefix of its name
 */
export async function makeRunDirectory(purpose: string): Promise<string> {
  mkdirSync(runs, { recursive: true, mode: 0o700 });
  const [hourAgo, minuteAgo] = [Date.now() - 3_600_000, Date.now() - 60_000];
  for (const name of readdirSync(runs)) {
    const directory = join(runs, name);
    const madeAt = Number.parseInt(name.split("-")[1] ?? "0", 36);
    // A directory without an owner may just be starting, or about to write its owner's name.
    if (findLiveOwner(directory) !== null || madeAt > minuteAgo) continue;
    if (madeAt > hourAgo && !hasRun(directory)) continue;
    await endLeftovers(join(directory, "run"));
    rmSync(directory, { recursive: true, force: true });
  }
  return mkdtempSync(join(runs, `${purpose}-${Date.now().toString(36)}-`));
}

function hasRun(directory: string): boolean {
  return readdirSync(directory).includes("run");
}
