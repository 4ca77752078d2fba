import { describeDemo } from "./checks/demo-check.ts";
import { longFaults, longTests } from "./checks/long-tests.ts";
import { describePlaywright } from "./checks/playwright-check.ts";
import { runChecks } from "./checks/run-checks.ts";
import { listStaticChecks } from "./checks/static-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { ensureChromium } from "./chromium/ensure-chromium.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm test`: everything but the long suites, in at most 20 minutes on 2 cores. Its last line is `N passed, N failed`. */
await runCommand((stop) =>
  runChecks(
    [
      ...listStaticChecks(),
      describeVitest("unit", ["unit"]),
      // In one run: where one test waits (for a provider's silence, a text's turn), another has the processor.
      describeVitest(
        "database, workflows, flows, faults, replay, abuse",
        ["db", "workflows", "flows", "faults", "replay", "abuse"],
        [...longTests, ...longFaults].map((file) => `--exclude=${file}`),
      ),
      async () => describePlaywright(await ensureChromium(), ["short/"]),
      describeDemo(),
    ],
    stop,
  ),
);
