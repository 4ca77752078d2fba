import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initOrm } from "@packpost/db/orm";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import pg from "pg";
import { createStepRunner } from "../../../scripts/console/step.ts";
import { anyPorts } from "../../../scripts/environment/ports.ts";
import { noExternalServices } from "../../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../../scripts/environment/start-environment.ts";
import { startSink } from "../campaign/start-sink.ts";

/**
 * Everything that sends texts, with a process that only takes what comes in the providers' place, for a bench; `close` ends it all.
 * @param options.throwaway see startEnvironment: a database that need not survive
 */
export async function openBench(options: { say: (line: string) => void; throwaway: boolean }) {
  const { say, throwaway } = options;
  const dataDirectory = await mkdtemp(join(tmpdir(), "packpost-bench-"));
  const sink = await startSink(0);
  const environment = await startEnvironment({
    ...{ dataDirectory, throwaway, headless: true, ports: anyPorts, external: noExternalServices },
    ...{ seed: true, programs: ["api", "worker"], providerUrl: sink.url },
    ...{ step: createStepRunner(say), report: say },
  });
  process.env.TEMPORAL_ADDRESS = environment.temporalAddress;
  const ownerUrl = environment.databaseOwnerUrl;
  const orm = await initOrm({ url: environment.databaseUrl });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const client = connectTemporal();
  return {
    ...{ sink, ownerUrl, orm, owner, client },
    close: async () => {
      await client.connection.close();
      await owner.end();
      await orm.close();
      await environment.stop();
      await sink.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
