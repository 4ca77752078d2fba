import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Version of the server inside a `temporal` CLI ("1.32.0"), or null if the file is no working CLI. */
export async function readServerVersion(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 20_000 });
    return /Server (\d+\.\d+\.\d+[^,)\s]*)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Fairness of task queues and the pragmas we pass need a server of at least this age. */
export function isRecentEnough(serverVersion: string): boolean {
  const [major = 0, minor = 0] = serverVersion.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 30);
}
