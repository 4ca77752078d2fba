import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "../../scripts/chromium/find-chromium.ts";
import { repositoryRoot } from "../../scripts/paths.ts";

const artifacts = join(repositoryRoot, ".artifacts", "e2e");
const chromium = findChromium();

/**
 * Browser tests on an environment of their own. `short/` is part of `npm test`; `npm run e2e` runs all.
 * A test that failed once has failed: no retries.
 */
export default defineConfig({
  testDir: ".",
  testMatch: "{short,long}/**/*.spec.ts",
  outputDir: join(artifacts, "results"),
  globalSetup: "./environment/start.ts",
  retries: 0,
  // Two cores are shared with PostgreSQL, Temporal, worker, web and simulator.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: chromium === null ? {} : { executablePath: chromium },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    locale: "en-GB",
    // A trace records every state of every frame and doubles the time: `npm run e2e -- --trace on` when it is needed.
    trace: "off",
    screenshot: "only-on-failure",
    // Nothing may depend on animations having ended by luck.
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      use: {
        viewport: { width: 390, height: 844 },
        userAgent: devices["Pixel 7"].userAgent,
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
      },
    },
  ],
});
