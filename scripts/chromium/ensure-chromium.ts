import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { StepFailure } from "../console/step-failure.ts";
import { cacheDirectory } from "../paths.ts";
import { withFolderLock } from "../processes/with-folder-lock.ts";
import { findChromium } from "./find-chromium.ts";

const run = promisify(execFile);

/**
 * Finds Chromium, or installs Debian's as root. (Playwright's own browsers cannot be downloaded from every machine.)
 * @returns path of the browser
 * @throws StepFailure naming the package
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0) {
    console.log("  Installing Debian's chromium (once)");
    await withFolderLock(join(cacheDirectory(), "chromium.lock"), installWithApt);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new StepFailure(
    "Chromium is missing",
    "The browser tests need it, and it could not be installed from here.",
    "Install the package `chromium` (Debian: apt-get install chromium), or set CHROMIUM_PATH.",
  );
}

async function installWithApt(): Promise<void> {
  if (findChromium()) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    // Waits for another package manager at work instead of failing.
    const options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300"];
    await run("apt-get", [...options, "update"], { env, maxBuffer: 1e8 });
    await run("apt-get", [...options, "install", "--no-install-recommends", "chromium", "fonts-liberation"], {
      env,
      maxBuffer: 1e8,
    });
  } catch (error) {
    throw new StepFailure(
      "Chromium could not be installed",
      error instanceof Error ? error.message : String(error),
      "Install the package `chromium` by hand (apt-get install chromium), or set CHROMIUM_PATH.",
    );
  }
}
