import { connectDatabase } from "@packpost/core/installation/connect-database";
import { adoptEntities, type Orm } from "@packpost/db/orm";
import { Pool } from "pg";
import { env } from "#web/env.ts";
import { singleton } from "./singleton.ts";

/** The process's ORM, connected on first use. A failed start is forgotten, so the next request tries again. */
export function getOrm(): Promise<Orm> {
  const holder = singleton<{ orm: Promise<Orm> | undefined }>("orm", () => ({ orm: undefined }));
  holder.orm ??= connectDatabase({ url: env.DATABASE_URL }).catch((error: unknown) => {
    holder.orm = undefined;
    throw error;
  });
  // The first route to ask made it, with its own copy of the entities.
  return holder.orm.then(adoptEntities);
}

/** Small pool for what stands above organisations: sessions, memberships, rate limits, readiness. */
export function getAuthPool(): Pool {
  return singleton("auth-pool", () => {
    const pool = new Pool({ connectionString: env.DATABASE_URL, max: 4, connectionTimeoutMillis: 5_000 });
    pool.on("error", () => undefined); // an idle connection that broke is replaced on next use
    return pool;
  });
}
