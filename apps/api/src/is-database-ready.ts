import type { Orm } from "@packpost/db/orm";

const TIMEOUT_MS = 2_000;

/** Whether the database answers within two seconds. */
export async function isDatabaseReady(orm: Orm): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), TIMEOUT_MS);
  try {
    return await Promise.race([orm.isConnected(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
