import { DatabaseOfAnotherTimeError, migrate } from "@packpost/db/migrate";
import type { Progress, StepRunner } from "../console/step.ts";
import { StepFailure } from "../console/step-failure.ts";
import { startPostgres } from "../postgres/start.ts";
import { resolveTemporal } from "../temporal/resolve.ts";
import { startTemporalDevServer } from "../temporal/start-dev-server.ts";
import type { OpenDataDirectory } from "./open-data-directory.ts";
import type { Ports } from "./ports.ts";
import type { ExternalServices } from "./read-external-services.ts";

type ServiceOptions = {
  readonly directory: OpenDataDirectory;
  readonly external: ExternalServices;
  readonly ports: Ports;
  readonly throwaway: boolean;
  readonly statistics?: boolean;
  readonly headless: boolean;
  readonly step: StepRunner;
  readonly report: (line: string) => void;
};

type StopService = () => Promise<void>;

/** PostgreSQL (ours, or the one the environment names), migrated. */
export async function startDatabase(options: ServiceOptions) {
  const { directory, external, ports, throwaway, statistics = false, step, report } = options;
  const started =
    external.database === null
      ? await step(
          "PostgreSQL",
          () =>
            startPostgres({
              dataDirectory: directory.path,
              logDirectory: directory.logs,
              port: ports.postgres,
              throwaway,
              statistics,
              secrets: directory.secrets,
              registry: directory.registry,
              report,
            }),
          ({ port }) => `127.0.0.1:${port}`,
        )
      : null;
  const { appUrl, ownerUrl } = started ?? external.database ?? { appUrl: "", ownerUrl: "" };
  await step(
    "Database schema",
    () => migrateOrExplain(ownerUrl),
    (names) => (names.length === 0 ? "up to date" : `${names.length} migrations applied`),
  );
  const stop: StopService = async () => await started?.stop();
  return { appUrl, ownerUrl, stop };
}

/** Temporal (the development server, or the one the environment names). */
export async function startTemporal(options: ServiceOptions) {
  const { directory, external, ports, headless, step, report } = options;
  if (external.temporalAddress) {
    const address = external.temporalAddress;
    const stop: StopService = async () => undefined;
    return { address, uiUrl: null, stop };
  }
  const start = async (progress: Progress) => {
    progress("looking for its server");
    const binary = await resolveTemporal();
    progress("starting");
    const server = await startTemporalDevServer({
      binary,
      dataDirectory: directory.path,
      logDirectory: directory.logs,
      port: ports.temporal,
      uiPort: headless ? null : ports.temporalUi,
      registry: directory.registry,
      report,
    });
    return { ...server, binary };
  };
  const { address, uiUrl, stop } = await step(
    "Temporal",
    start,
    (server) => `${server.address}, server ${server.binary.serverVersion} from ${server.binary.source}`,
  );
  return { address, uiUrl, stop };
}

async function migrateOrExplain(ownerUrl: string): Promise<string[]> {
  try {
    return await migrate(ownerUrl);
  } catch (error) {
    if (error instanceof DatabaseOfAnotherTimeError)
      throw new StepFailure(
        "The database is of an older development version",
        `${error.message}.`,
        "`npm start -- --reset` forgets its data and begins anew. A database of your own: drop it and create it again.",
      );
    throw new StepFailure(
      "The database schema could not be brought up to date",
      error instanceof Error ? error.message : String(error),
      "Nothing was changed. Report the lines above.",
    );
  }
}
