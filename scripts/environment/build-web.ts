import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StepRunner } from "../console/step.ts";
import { StepFailure } from "../console/step-failure.ts";
import { repositoryRoot } from "../paths.ts";
import { withFolderLock } from "../processes/with-folder-lock.ts";
import { hashSources } from "./hash-sources.ts";

const webFolder = join(repositoryRoot, "apps", "web");
const markFile = join(webFolder, ".next", "packpost-sources");

/**
 * Builds the web app unless its sources (and those of the packages it uses) are what the last build saw.
 * Not through turbo's cache: a build here does not depend on builds of packages, so turbo would not see their changes.
 * @throws StepFailure with the end of the build's log
 */
export async function buildWeb(step: StepRunner, logs: string, stop?: AbortSignal): Promise<void> {
  await step(
    "Web app build",
    () => withFolderLock(join(repositoryRoot, ".data", "build-web.lock"), () => buildUnlessFresh(logs, stop)),
    (built) => (built ? "done" : "unchanged"),
  );
}

async function buildUnlessFresh(logs: string, stop?: AbortSignal): Promise<boolean> {
  const wanted = hashSources(["apps/web", "packages"], ["package-lock.json", "tsconfig.base.json"]);
  if (existsSync(markFile) && readFileSync(markFile, "utf8") === wanted) return false;
  rmSync(markFile, { force: true });
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, "build.log");
  const log = openSync(logFile, "w");
  const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
  const child = spawn(process.execPath, [next, "build"], {
    cwd: webFolder,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", log, log],
    ...(stop ? { signal: stop } : {}),
  });
  closeSync(log);
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  if (code !== 0) {
    throw new StepFailure(
      "The web app could not be built",
      readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n"),
      `The whole log is ${logFile}.`,
    );
  }
  writeFileSync(markFile, wanted);
  return true;
}
