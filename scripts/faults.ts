import { runChecks } from "./checks/run-checks.ts";
import { describeVitest } from "./checks/vitest-check.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run faults [-- <file>]`: processes killed, stopped and cut off at every bad moment, at full length. */
await runCommand((stop) =>
  runChecks([describeVitest("faults", ["faults"], process.argv.slice(2), { FAULTS: "full" })], stop),
);
