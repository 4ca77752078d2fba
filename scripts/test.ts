import { describeDemo } from "./checks/demo-check.ts";
import { describePlaywright } from "./checks/playwright-check.ts";
import { runChecks } from "./checks/run-checks.ts";
import { listStaticChecks } from "./checks/static-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { ensureChromium } from "./chromium/ensure-chromium.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm test`: everything, in at most 15 minutes on 2 cores. Its last line is `N passed, N failed`. */
await runCommand((stop) =>
  runChecks(
    [
      ...listStaticChecks(),
      describeVitest("unit", ["unit"]),
      describeVitest("database, workflows, flows, replay, abuse", [
        "db",
        "workflows",
        "flows",
        "replay",
        "abuse",
      ]),
      describeVitest("faults", ["faults"]),
      async () => describePlaywright(await ensureChromium(), ["short/"]),
      describeDemo(),
    ],
    stop,
  ),
);
