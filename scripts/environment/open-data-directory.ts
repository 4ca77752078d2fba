import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import { isAlive, readStartTime } from "../processes/identify-process.ts";
import { endLeftovers, ProcessRegistry } from "../processes/process-registry.ts";
import { type LocalSecrets, loadLocalSecrets } from "./load-local-secrets.ts";

/** A data directory that this process alone works on. */
export type OpenDataDirectory = {
  readonly path: string;
  readonly logs: string;
  readonly secrets: LocalSecrets;
  readonly registry: ProcessRegistry;
  /** Names of processes of an earlier run that had to be ended. */
  readonly leftovers: readonly string[];
  close(): void;
};

const ownerRecord = z.object({ pid: z.int().positive(), startedAt: z.string() });

/**
 * Takes a data directory: refuses when another copy works on it, ends what a killed run left behind.
 * @throws StepFailure naming the process that has it
 */
export async function openDataDirectory(directory: string): Promise<OpenDataDirectory> {
  const path = resolve(directory);
  const run = join(path, "run");
  mkdirSync(run, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700); // secrets, mails and logs: nobody else's, also where it was made before
  const owner = readOwner(run);
  if (owner && owner.pid !== process.pid && isAlive(owner)) {
    throw new StepFailure(
      "Packpost already runs from this folder",
      `Process ${owner.pid} works on ${path}.`,
      `Stop it (Ctrl-C there, or \`kill ${owner.pid}\`) and run again; a second clone can run beside it.`,
    );
  }
  const self = { pid: process.pid, startedAt: readStartTime(process.pid) ?? "" };
  writeFileSync(join(run, "owner.json"), JSON.stringify(self));
  const leftovers = await endLeftovers(run);
  const registry = new ProcessRegistry(run);
  return {
    path,
    logs: join(path, "logs"),
    secrets: loadLocalSecrets(path),
    registry,
    leftovers,
    close: () => {
      registry.close();
      rmSync(join(run, "owner.json"), { force: true });
    },
  };
}

/** The live process that works on a data directory, or null. */
export function findLiveOwner(directory: string): number | null {
  const owner = readOwner(join(directory, "run"));
  return owner && isAlive(owner) ? owner.pid : null;
}

function readOwner(run: string): z.infer<typeof ownerRecord> | null {
  try {
    return ownerRecord.parse(JSON.parse(readFileSync(join(run, "owner.json"), "utf8")));
  } catch {
    return null;
  }
}
