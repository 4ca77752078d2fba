import { execFile } from "node:child_process";
import { access, constants, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import { cacheDirectory } from "../paths.ts";

const run = promisify(execFile);

/** The programs of Temporal's own server, as its release has them: one process a role, and the tool that makes its tables. */
export type TemporalServer = {
  readonly server: string;
  readonly sqlTool: string;
  readonly version: string;
  /** For the console. */
  readonly source: string;
};

/** The same version as the development server's (wheels.ts). */
const version = "1.32.0";
const goModule = "go.temporal.io/server";
/** Of the module's source, as Go writes it into a go.sum. */
const sum = "h1:JQoqsVREaGc8vcuDNfuRlySiV3tVi81XUOVC9LeL/1Y=";
const downloaded = z.object({ Sum: z.string() });

/**
 * Finds or builds the Temporal server for several processes; the `temporal` CLI holds one for a single process alone.
 * TEMPORAL_SERVER_PATH (a folder with the release's `temporal-server` and `temporal-sql-tool`), our cache, else built by Go.
 * @throws StepFailure saying what to install
 */
export async function resolveTemporalServer(report: (line: string) => void): Promise<TemporalServer> {
  const configured = process.env.TEMPORAL_SERVER_PATH;
  if (configured) {
    const found = inFolder(configured);
    if (await areExecutable(found)) return { ...found, version, source: "TEMPORAL_SERVER_PATH" };
    throw new StepFailure(
      "TEMPORAL_SERVER_PATH is no folder of Temporal's release",
      `${configured} holds no temporal-server and temporal-sql-tool.`,
      "Correct the variable or unset it.",
    );
  }
  const folder = join(cacheDirectory(), "temporal", `server-${version}`);
  if (await areExecutable(inFolder(folder))) return { ...inFolder(folder), version, source: "cache" };
  report("Temporal's server is built by Go, once: some minutes");
  await build(folder);
  return { ...inFolder(folder), version, source: `${goModule} ${version}, built by Go` };
}

function inFolder(folder: string) {
  return { server: join(folder, "temporal-server"), sqlTool: join(folder, "temporal-sql-tool") };
}

async function areExecutable({ server, sqlTool }: ReturnType<typeof inFolder>): Promise<boolean> {
  try {
    for (const file of [server, sqlTool]) await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function build(folder: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  const scratch = await mkdtemp(`${folder}-`);
  const env = { ...process.env, GOBIN: scratch, CGO_ENABLED: "0" };
  const options = { cwd: scratch, env, maxBuffer: 64_000_000 };
  try {
    const { stdout } = await run("go", ["mod", "download", "-json", `${goModule}@v${version}`], options);
    const actual = downloaded.parse(JSON.parse(stdout)).Sum;
    if (actual !== sum) throw new Error(`${goModule} ${version} has the sum ${actual}, expected ${sum}.`);
    const packages = ["cmd/server", "cmd/tools/sql"].map((name) => `${goModule}/${name}@v${version}`);
    await run("go", ["install", ...packages], options);
    const made = inFolder(scratch);
    await rename(join(scratch, "server"), made.server);
    await rename(join(scratch, "sql"), made.sqlTool);
    await rename(scratch, folder);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw new StepFailure(
      "Temporal's server could not be built",
      error instanceof Error ? error.message.trim().slice(-1_000) : String(error),
      "Install Go (1.26 or newer), or set TEMPORAL_SERVER_PATH to a folder with the release's temporal-server and temporal-sql-tool.",
    );
  }
}
