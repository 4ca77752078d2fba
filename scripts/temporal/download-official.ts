import { execFile } from "node:child_process";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const releaseInfo = z.object({ archiveUrl: z.url(), fileToExtract: z.string().min(1) });

/**
 * Fetches a Temporal binary from the place its own SDKs use (temporal.download).
 * @param product "cli" or "temporal-test-server"
 * @param version tag of the release, e.g. "v1.9.1"
 * @returns false when the site cannot be reached or has no build for this machine
 */
export async function downloadOfficial(
  product: "cli" | "temporal-test-server",
  version: string,
  directory: string,
  target: string,
): Promise<boolean> {
  const platform = new Map([
    ["linux", "linux"],
    ["darwin", "darwin"],
  ]).get(process.platform);
  const arch = new Map([
    ["x64", "amd64"],
    ["arm64", "arm64"],
  ]).get(process.arch);
  if (!platform || !arch) return false;
  const scratch = await mkdtemp(join(directory, ".download-"));
  try {
    const url = `https://temporal.download/${product}/${version}?platform=${platform}&arch=${arch}&sdk-name=sdk-typescript&sdk-version=1.24.0`;
    const info = releaseInfo.parse(await (await fetchOk(url, 10_000)).json());
    const archive = join(scratch, "archive.tar.gz");
    await writeFile(archive, Buffer.from(await (await fetchOk(info.archiveUrl, 180_000)).arrayBuffer()));
    await run("tar", ["-xzf", archive, "-C", scratch, info.fileToExtract]);
    await chmod(join(scratch, info.fileToExtract), 0o755);
    await rename(join(scratch, info.fileToExtract), target);
    return true;
  } catch {
    // Unreachable from many machines; the caller has another way and names it.
    return false;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fetchOk(url: string, timeoutMs: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}
