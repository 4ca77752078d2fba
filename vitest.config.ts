import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Suites that need services: PostgreSQL, Temporal, a workflow bundle (test/support/start-test-services.ts says which), in the order
 * in which they run. Those that mostly wait come first: at the end nobody would have the processor meanwhile.
 */
const suites = ["faults", "workflows", "replay", "abuse", "flows", "db"];

/** Files of a suite stay together, since they share a process. */
class BySuite extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project }: TestSpecification) => suites.indexOf(project.name);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    // Node runs TypeScript itself; what is tested is loaded as web and worker load it.
    experimental: { viteModuleRunner: false },
    // Two cores are shared with PostgreSQL and Temporal; with two workers they stood idle for a third of the time, while tests waited.
    maxWorkers: 3,
    // Files of a process share what they load: web, api and core are some 1,500 modules, and loading them anew was nearly half of the
    // time. What a file opens it closes (test/support/web-process.ts).
    isolate: false,
    sequence: { sequencer: BySuite },
    globalSetup: ["test/support/global-setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
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
          include: [`test/${name}/**/*.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      })),
    ],
  },
});
