import { defineConfig } from "vitest/config";

/** Suites that need services: PostgreSQL, Temporal, a workflow bundle (test/support/start-test-services.ts says which). */
const suites = ["db", "workflows", "flows", "replay", "faults", "abuse"];

export default defineConfig({
  test: {
    // Node runs TypeScript itself; what is tested is loaded as web and worker load it.
    experimental: { viteModuleRunner: false },
    // Two cores are shared with PostgreSQL and Temporal; with two workers they stood idle for a third of the time, while tests waited.
    maxWorkers: 3,
    globalSetup: ["test/support/global-setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Files of a process share what they load: half of the time of these suites went into loading it again.
          isolate: false,
          include: ["{packages,apps}/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
          // Some start processes or try hundreds of inputs; the machine may be busy with other things.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      ...suites.map((name) => ({
        extends: true as const,
        test: {
          name,
          // As above: web, api and core are some 1,500 modules. What a file opens it closes (test/support/web-process.ts).
          isolate: false,
          include: [`test/${name}/**/*.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      })),
    ],
  },
});
