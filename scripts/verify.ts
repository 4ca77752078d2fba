import { runChecks } from "./checks/run-checks.ts";
import { listStaticChecks } from "./checks/static-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run verify`: what can be checked in seconds, without a service. */
await runCommand((stop) => runChecks([...listStaticChecks(), describeVitest("unit", ["unit"])], stop));
