import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { initOrm } from "@packpost/db/orm";
import { seedLarge } from "@packpost/db/seed/seed-large";
import { createStepRunner } from "../../scripts/console/step.ts";
import { anyPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { createBenchCampaign } from "./campaign/create-bench-campaign.ts";
import { median } from "./campaign/median.ts";
import { type Round, runBare } from "./campaign/run-bare.ts";
import { runThroughTemporal } from "./campaign/run-through-temporal.ts";
import { startSink } from "./campaign/start-sink.ts";
import { cpuBetween, readCpu } from "./profile/read-cpu.ts";
import { readStatements, resetStatements } from "./profile/read-statements.ts";

/**
 * `npm run bench -- campaign [--n 20000] [--rounds 3] [--body 5000] [--provider sink|simulator] [--call-ms 0] [--profile] [--json]`:
 * mails a second from snapshot to finish on a durable database, through Temporal and a worker process, against the same
 * claim, render, send and record in a bare loop of this process. The bare loops run first, while no worker and no schedule
 * is there to join in. `--body`: bytes of HTML and text of a mail together; `--call-ms`: the sink's time to an answer;
 * `--bare`: without Temporal; `--through`: through it alone; `--profile`: CPU by process and the statements that took longest. The last line is JSON; figures are medians.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "20000" },
    rounds: { type: "string", default: "3" },
    body: { type: "string", default: "5000" },
    provider: { type: "string", default: "sink" },
    "call-ms": { type: "string", default: "0" },
    bare: { type: "boolean", default: false },
    through: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const [n, roundCount, bodyBytes] = [Number(values.n), Number(values.rounds), Number(values.body)];
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));
const sink = values.provider === "sink" ? await startSink(Number(values["call-ms"])) : null;

const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: false,
  statistics: values.profile,
  ports: anyPorts,
  external: noExternalServices,
  seed: false,
  programs: sink ? [] : ["simulator"],
  ...(sink && { providerUrl: sink.url }),
  step: createStepRunner(say),
  report: say,
});
const orm = await initOrm({ url: environment.databaseUrl });
try {
  const large = await seedLarge({
    orm,
    customers: n,
    onlyGood: true,
    ownerUrl: environment.databaseOwnerUrl,
  });
  say(`${n} customers in ${large.seconds.toFixed(1)} s`);

  const bare = values.through
    ? []
    : await rounds("bare", async () =>
        runBare(environment, orm, await createBenchCampaign(orm, large, bodyBytes)),
      );
  if (!values.bare) await environment.startWorker();
  const through = !values.bare
    ? await rounds("through Temporal", async () =>
        runThroughTemporal(environment, orm, await createBenchCampaign(orm, large, bodyBytes)),
      )
    : [];
  const perSecond = n / median(through.map(({ seconds }) => seconds));
  const barePerSecond = n / median(bare.map(({ seconds }) => seconds));
  const taken = await sink?.count();
  console.log(
    JSON.stringify({
      bench: "campaign",
      n,
      provider: values.provider,
      callMs: Number(values["call-ms"]),
      bytesAMail: taken ? Math.round(taken.bytes / taken.mails) : null,
      perSecond: Math.round(perSecond),
      barePerSecond: Math.round(barePerSecond),
      ratio: Number((perSecond / barePerSecond).toFixed(2)),
      historyEvents: median(through.map(({ historyEvents }) => historyEvents)),
      workerRssMb: median(through.map(({ workerRssMb }) => workerRssMb)),
      workerCpuS: Number(median(through.map(({ workerCpuS }) => workerCpuS)).toFixed(1)),
    }),
  );
} finally {
  await orm.close();
  await environment.stop();
  await sink?.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

/** Runs one way of sending several times; with `--profile` says where the time of each went. */
async function rounds<T extends Round>(name: string, run: () => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let round = 1; round <= roundCount; round++) {
    if (values.profile) await resetStatements(environment.databaseOwnerUrl);
    const before = readCpu();
    const result = await run();
    say(
      `${name}, round ${round}: ${Math.round(n / result.seconds)}/s (snapshot ${(result.snapshotSeconds ?? 0).toFixed(1)} s)`,
    );
    if (values.profile) {
      for (const line of result.timeline ?? []) say(`  ${line}`);
      say(`  CPU seconds ${JSON.stringify(cpuBetween(before, readCpu()))}`);
      for (const { calls, totalMs, rows, statement } of await readStatements(
        environment.databaseOwnerUrl,
        14,
      ))
        say(
          `  ${String(totalMs).padStart(7)} ms ${String(calls).padStart(6)} calls ${String(rows).padStart(7)} rows  ${statement}`,
        );
    }
    done.push(result);
  }
  return done;
}
