import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { explainFailure } from "./console/explain-failure.ts";
import { createStepRunner } from "./console/step.ts";
import { runDemo } from "./demo/run-demo.ts";
import { makeRunDirectory } from "./environment/make-run-directory.ts";
import { anyPorts } from "./environment/ports.ts";
import { noExternalServices } from "./environment/read-external-services.ts";
import { startEnvironment } from "./environment/start-environment.ts";
import { runCommand } from "./processes/run-command.ts";

/** `npm run demo [-- --json]`: the whole system on data of its own, through its public doors, checked, then gone. */
await runCommand(async (stop) => {
  const startedAt = Date.now();
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const print = (line: string): void => (values.json ? console.error(line) : console.log(line));
  const step = createStepRunner(print);
  const dataDirectory = await makeRunDirectory("demo");
  const finish = (ok: boolean, parts: object): number => {
    const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
    if (values.json) console.log(JSON.stringify({ ok, seconds, ...parts }));
    else print(`${ok ? "✓ The demo holds" : "✗ The demo does not hold"}, ${seconds} s`);
    return ok ? 0 : 1;
  };
  try {
    const environment = await startEnvironment({
      dataDirectory,
      headless: true,
      throwaway: true,
      ports: anyPorts,
      external: noExternalServices,
      seed: true,
      programs: ["simulator", "api", "web", "worker"],
      // Deliveries and bounces come twenty times faster than in life.
      simulatorKnobs: { SPEED: "20" },
      step,
      report: print,
      stopSignal: stop,
    });
    try {
      const { report, problems } = await runDemo(environment, step, stop);
      if (!values.json) for (const [part, figures] of Object.entries(report)) print(lineOf(part, figures));
      for (const problem of problems) print(`✗ ${problem}`);
      return finish(problems.length === 0, {
        ...report,
        ...(problems.length > 0 ? { problems } : {}),
      });
    } finally {
      await environment.stop();
    }
  } catch (error) {
    if (!stop.aborted) print(explainFailure(error));
    return finish(false, { problems: [error instanceof Error ? error.message : String(error)] });
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});

/** As in "alert         audience 41, sent 38, failed 3": all parts in one table would be wider than a screen. */
function lineOf(part: string, figures: Readonly<Record<string, number>>): string {
  const told = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`);
  return `  ${part.padEnd(13)} ${told.join(", ")}`;
}
