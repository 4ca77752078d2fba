import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { createStepRunner } from "../../scripts/console/step.ts";
import { makeRunDirectory } from "../../scripts/environment/make-run-directory.ts";
import { openDataDirectory } from "../../scripts/environment/open-data-directory.ts";
import { runCommand } from "../../scripts/processes/run-command.ts";
import { startInstallation } from "./installation.ts";
import { runScenario } from "./run-scenario.ts";

/** See scripts/cluster.ts. Everything is in a folder of this run and goes with it; `--keep` leaves its logs. */
await runCommand(async (stop) => {
  const startedAt = Date.now();
  const { values } = parseArgs({
    options: {
      people: { type: "string", default: "10000" },
      shards: { type: "string", default: "64" },
      only: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const print = (line: string): void => (values.json ? console.error(line) : console.log(line));
  const step = createStepRunner(print);
  const directory = await openDataDirectory(await makeRunDirectory("cluster"));
  // However long something takes, this ends.
  const ends = AbortSignal.any([stop, AbortSignal.timeout(20 * 60_000)]);
  const scene = { directory, step, report: print, stop: ends };
  let close = (): void => undefined;
  try {
    const installation = await startInstallation({
      ...{ ...scene, people: Number(values.people), shards: Number(values.shards) },
    });
    close = installation.close;
    const { figures, problems } = await runScenario({
      ...{ ...scene, installation, only: values.only === "new-version" ? "new-version" : "all" },
    });
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    for (const [part, each] of Object.entries(figures))
      print(
        `  ${part.padEnd(12)} ${Object.entries(each)
          .map(([name, n]) => `${name} ${n}`)
          .join(", ")}`,
      );
    for (const problem of problems) print(`✗ ${problem}`);
    const ok = problems.length === 0;
    if (values.json) console.log(JSON.stringify({ ok, seconds, ...figures, problems }));
    else print(`${ok ? "✓ It holds" : "✗ It does not hold"}, ${seconds} s`);
    return ok ? 0 : 1;
  } finally {
    // The proxies last: whoever stops may still have something to say.
    await directory.registry.stopAll();
    close();
    directory.close();
    if (values.keep) print(`Logs: ${directory.logs}`);
    else rmSync(directory.path, { recursive: true, force: true });
  }
});
