import { describePlaywright } from "./checks/playwright-check.ts";
import { runChecks } from "./checks/run-checks.ts";
import { ensureChromium } from "./chromium/ensure-chromium.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run e2e [-- <playwright arguments>]`: the browser tests alone. */
await runCommand((stop) =>
  runChecks([async () => describePlaywright(await ensureChromium(), process.argv.slice(2))], stop),
);
