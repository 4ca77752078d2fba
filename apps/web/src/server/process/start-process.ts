import { WideRoleError } from "@packpost/core/installation/require-narrow-role";
import { startStatusServer } from "@packpost/core/metrics/status-server";
import { startTracing } from "@packpost/core/tracing/start-tracing";
import { env } from "#web/env.ts";
import { getOrm } from "../database.ts";
import { limitConnections } from "../http/limit-connections.ts";
import { refuseUnreadableAddresses } from "../http/refuse-unreadable-addresses.ts";
import { log } from "../log.ts";
import { getMeter } from "../meter.ts";
import { endKeptConnections } from "./end-kept-connections.ts";
import { beginShutdown } from "./shutdown.ts";

/** Next stops listening on the same signals and ends by itself once the streams are closed; this is for when it does not. */
const graceMs = 30_000;
/** Checks the environment and sets what happens on SIGTERM and SIGINT: streams end, requests finish, the process exits. */
export function startProcess(): void {
  log.info({ appUrl: env.APP_URL, sandbox: env.SANDBOX_URL !== undefined }, "web started");
  if (env.METRICS_PORT !== undefined) void showMetrics(env.METRICS_PORT);
  void startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: "web" });
  limitConnections();
  refuseUnreadableAddresses();
  // Connecting early moves MikroORM's start-up cost out of the first request.
  if (env.NODE_ENV === "production") void getOrm().catch(endIfRoleIsWide);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** On a port of its own: what whoever watches asks must not be on the public one. */
async function showMetrics(port: number): Promise<void> {
  const { registry } = getMeter();
  try {
    const server = await startStatusServer({ host: env.METRICS_HOST, port, registry, isReady: () => true });
    server.unref();
  } catch (error) {
    log.error({ err: error, port }, "metrics are not shown: the port cannot be taken");
  }
}

/** Anything else passes: the next request tries again. */
function endIfRoleIsWide(error: unknown): void {
  if (!(error instanceof WideRoleError)) return;
  log.fatal({ err: error }, "the web app cannot start");
  process.exit(1);
}

function stop(signal: NodeJS.Signals): void {
  log.info({ signal }, "web stopping");
  beginShutdown();
  endKeptConnections();
  setTimeout(() => process.exit(0), graceMs).unref();
}
