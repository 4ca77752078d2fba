import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { formatSeconds } from "./console/format-seconds.ts";
import { createStepRunner } from "./console/step.ts";
import { StepFailure } from "./console/step-failure.ts";
import { sendFirstCampaign } from "./demo/send-first-campaign.ts";
import { describeWelcome } from "./environment/describe-welcome.ts";
import { keepSimulatorServers } from "./environment/keep-simulator-servers.ts";
import { noteLocalWebUrl } from "./environment/local-web-url.ts";
import { makeFirstLink } from "./environment/make-first-link.ts";
import { preferredPorts } from "./environment/ports.ts";
import { purgeData } from "./environment/purge-data.ts";
import { readExternalServices } from "./environment/read-external-services.ts";
import { startEnvironment } from "./environment/start-environment.ts";
import { defaultDataDirectory, repositoryRoot } from "./paths.ts";
import { runCommand } from "./processes/run-command.ts";

const portOption = z.coerce.number().int().min(1).max(65_000).optional();
const print = (line: string): void => console.log(line);

/** `npm start [-- --reset] [-- --empty] [-- --port N]`: everything on this machine, until Ctrl-C. */
await runCommand(async (stop) => {
  const startedAt = Date.now();
  const { reset, empty, port } = readOptions();
  const envFile = join(repositoryRoot, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const external = readExternalServices(process.env);
  const { database, realMail, storageUrl } = external;
  const keepsPictures = database !== null || realMail || storageUrl !== null;
  if (reset) purgeData(defaultDataDirectory, { keepsPictures, report: print });

  const environment = await startEnvironment({
    dataDirectory: defaultDataDirectory,
    headless: false,
    throwaway: false,
    ports: { ...preferredPorts, ...(port ? { web: port, simulator: port + 1, api: port + 2 } : {}) },
    external,
    seed: !external.realMail && !empty,
    programs: ["simulator", "api", "web", "worker"],
    step: createStepRunner(print),
    report: print,
    stopSignal: stop,
  });
  if (environment.webUrl !== null) noteLocalWebUrl(defaultDataDirectory, environment.webUrl);
  const keeper = keepSimulatorServers(environment);
  try {
    if (!external.realMail)
      await sendFirstCampaign(environment, defaultDataDirectory, createStepRunner(print), stop);
    const founding = await makeFirstLink(environment.databaseOwnerUrl);
    print(describeWelcome(environment, formatSeconds(Date.now() - startedAt), founding));
    await untilStopped(stop);
  } finally {
    await keeper.stop();
    print("\nStopping: worker, simulator, web app, api, Temporal, PostgreSQL …");
    const stoppingAt = Date.now();
    await environment.stop();
    print(`Stopped in ${formatSeconds(Date.now() - stoppingAt)}. \`npm start\` goes on where this ended.`);
  }
  return 0;
});

/** Before anything else: what is wrong about one option must not be found after another has forgotten the data. */
function readOptions(): { reset: boolean; empty: boolean; port: number | undefined } {
  try {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ options: { reset: flag, empty: flag, port: { type: "string" } } });
    const { reset, empty } = values;
    return { reset, empty, port: portOption.parse(values.port) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StepFailure(
      "npm start does not know this option",
      error instanceof z.ZodError ? "A port is a number from 1 to 65000." : why,
      "Use `npm start`, `npm start -- --reset` (forgets the data), `npm start -- --empty` (without the demo) or `npm start -- --port 4000`.",
    );
  }
}

async function untilStopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  // An open timer keeps the process alive; everything else we hold is unreferenced.
  const timer = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
  clearInterval(timer);
}
