import { Client, Connection } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import { processWide } from "./process-wide.ts";

/** The process's Temporal client, set by Temporal's own environment variables; it connects on first use. */
export function getTemporalClient(): Client {
  return processWide("temporal", () => {
    const { connectionOptions, namespace } = loadClientConnectConfig();
    return new Client({
      connection: Connection.lazy(connectionOptions),
      ...(namespace === undefined ? {} : { namespace }),
    });
  });
}
