import { describeDemo } from "./checks/demo-check.ts";
import { longTests } from "./checks/long-tests.ts";
import { describePlaywright } from "./checks/playwright-check.ts";
import { runChecks } from "./checks/run-checks.ts";
import { listStaticChecks } from "./checks/static-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { ensureChromium } from "./chromium/ensure-chromium.ts";
import { runCommand } from "./processes/run-command.ts";

/** A worker killed, a provider or carrier that answers wrongly, for each kind of message; the longer ones are `npm run faults`. */
const shortFaults = [
  "crash",
  "evidence",
  "stopped",
  "ties",
  "alert-answers",
  "alert-faults",
  "text-faults",
  "unread-mail",
];

/** `npm test`: everything but the long suites, in at most 20 minutes on 2 cores. Its last line is `N passed, N failed`. */
await runCommand((stop) =>
  runChecks(
    [
      ...listStaticChecks(),
      describeVitest("unit", ["unit"]),
      describeVitest(
        "database, workflows, flows, replay, abuse",
        ["db", "workflows", "flows", "replay", "abuse"],
        longTests.map((file) => `--exclude=${file}`),
      ),
      describeVitest(
        "faults",
        ["faults"],
        shortFaults.map((name) => `faults/${name}.test.ts`),
      ),
      async () => describePlaywright(await ensureChromium(), ["short/"]),
      describeDemo(),
    ],
    stop,
  ),
);
