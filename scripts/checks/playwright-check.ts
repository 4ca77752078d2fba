import { join } from "node:path";
import { repositoryRoot } from "../paths.ts";
import type { Check } from "./check.ts";
import { countPlaywright } from "./count-tests.ts";
import { programPath } from "./static-checks.ts";

const config = "test/e2e/playwright.config.ts";

/**
 * A run of the browser tests.
 * @param chromium path of the browser
 */
export function describePlaywright(chromium: string, args: readonly string[] = []): Check {
  const report = join(repositoryRoot, ".artifacts", "checks", "browser.json");
  return {
    name: "browser",
    args: [programPath("playwright"), "test", "--config", config, "--reporter=list,json", ...args],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    count: () => countPlaywright(report),
  };
}
