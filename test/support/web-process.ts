import type { Orm } from "@packpost/db/orm";
import type { Client } from "@temporalio/client";
import type { Pool } from "pg";

/** What the web app keeps one of in a process (apps/web/src/server/singleton.ts). */
const kept = (): Map<string, unknown> =>
  (globalThis as { packpostWeb?: Map<string, unknown> }).packpostWeb ?? new Map();

/**
 * Begins the web app anew in this process, as its start would: files of a process share its modules, which read the
 * environment when they are loaded.
 * @param variables of its environment; what else of it stands in `process.env` counts too
 */
export async function beginWeb(variables: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(process.env, variables);
  const { env, readEnv } = await import("../../apps/web/src/env.ts");
  const { log } = await import("../../apps/web/src/server/log.ts");
  // What the file before left running may have asked for something since it ended.
  await endWeb();
  const now = readEnv();
  for (const name of Object.keys(env)) if (!(name in now)) Reflect.deleteProperty(env, name);
  Object.assign(env, now);
  log.level = env.LOG_LEVEL;
}

/** Ends the web app in this process, as SIGTERM would, and closes what it holds open. */
export async function endWeb(): Promise<void> {
  const { beginShutdown } = await import("../../apps/web/src/server/process/shutdown.ts");
  beginShutdown();
  const holder = kept().get("orm") as { orm: Promise<Orm> | undefined } | undefined;
  const pool = kept().get("auth-pool") as Pool | undefined;
  const temporal = kept().get("temporal") as Client | undefined;
  kept().clear();
  const orm = await holder?.orm?.catch(() => undefined);
  await Promise.all([orm?.close(true), pool?.end(), temporal?.connection.close()]);
}
