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
import { registerQuietServer } from "./campaign/register-quiet-server.ts";
import { runBare } from "./campaign/run-bare.ts";
import { runThroughTemporal } from "./campaign/run-through-temporal.ts";

/**
 * `npm run bench -- campaign [--n 20000] [--rounds 3] [--json]`: messages a second from snapshot to finish, through
 * Temporal and a worker process, against the same claim, render, send and record in a bare loop of this process. Both
 * send to the simulator in turn, with 5 KB bodies and webhooks off. The last line is JSON; figures are medians.
 */
const { values } = parseArgs({
  options: {
    n: { type: "string", default: "20000" },
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const n = Number(values.n);
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));
const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));

const environment = await startEnvironment({
  dataDirectory,
  headless: true,
  throwaway: true,
  ports: anyPorts,
  external: noExternalServices,
  seed: false,
  programs: ["simulator", "worker"],
  step: createStepRunner(say),
  report: say,
});
const orm = await initOrm({ url: environment.databaseUrl });
try {
  const large = await seedLarge({ orm, customers: n, onlyGood: true });
  say(`${n} customers in ${large.seconds.toFixed(1)} s`);
  await registerQuietServer(environment.simulatorUrl, large.organisationId);
  const rounds = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const through = await runThroughTemporal(environment, orm, await createBenchCampaign(orm, large));
    const bare = await runBare(environment, orm, await createBenchCampaign(orm, large));
    say(
      `round ${round}: ${Math.round(n / through.seconds)}/s through Temporal, ${Math.round(n / bare.seconds)}/s bare, ` +
        `${through.historyEvents} events, worker ${through.workerRssMb} MB, ${through.workerCpuS.toFixed(1)} s of CPU`,
    );
    rounds.push({ ...through, bareSeconds: bare.seconds });
  }
  const perSecond = n / median(rounds.map(({ seconds }) => seconds));
  const barePerSecond = n / median(rounds.map(({ bareSeconds }) => bareSeconds));
  console.log(
    JSON.stringify({
      bench: "campaign",
      n,
      perSecond: Math.round(perSecond),
      barePerSecond: Math.round(barePerSecond),
      ratio: Number(median(rounds.map(({ seconds, bareSeconds }) => bareSeconds / seconds)).toFixed(2)),
      historyEvents: median(rounds.map(({ historyEvents }) => historyEvents)),
      workerRssMb: median(rounds.map(({ workerRssMb }) => workerRssMb)),
      workerCpuS: Number(median(rounds.map(({ workerCpuS }) => workerCpuS)).toFixed(1)),
    }),
  );
} finally {
  await orm.close();
  await environment.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
