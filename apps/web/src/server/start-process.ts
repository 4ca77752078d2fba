import { env } from "#web/env.ts";
import { getOrm } from "./database.ts";
import { endKeptConnections } from "./end-kept-connections.ts";
import { refuseUnreadableAddresses } from "./http/refuse-unreadable-addresses.ts";
import { log } from "./log.ts";
import { beginShutdown } from "./shutdown.ts";

/** Next stops listening on the same signals and ends by itself once the streams are closed; this is for when it does not. */
const graceMs = 30_000;
/** Checks the environment and sets what happens on SIGTERM and SIGINT: streams end, requests finish, the process exits. */
export function startProcess(): void {
  log.info({ appUrl: env.APP_URL, sandbox: env.SANDBOX_URL !== undefined }, "web started");
  refuseUnreadableAddresses();
  // Connecting early moves MikroORM's start-up cost out of the first request.
  if (env.NODE_ENV === "production") void getOrm().catch(() => undefined);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

function stop(signal: NodeJS.Signals): void {
  log.info({ signal }, "web stopping");
  beginShutdown();
  endKeptConnections();
  setTimeout(() => process.exit(0), graceMs).unref();
}
