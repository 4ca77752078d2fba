import { connectDatabase } from "@packpost/core/installation/connect-database";
import type { Orm } from "@packpost/db/orm";

/** Transactions that write events at one time; each needs one of the database's processes. */
export const WRITERS = 4;
/** Look-ups of who may tell events. */
const DOOR_CONNECTIONS = 2;
/** Requests of other systems at one time; the others wait their turn. Events never wait for them. */
const API_CONNECTIONS = 4;

/** The process's connections. Whoever tries passwords waits for other connections than those that write events. */
export type Database = { readonly orm: Orm; readonly doorOrm: Orm; readonly apiOrm: Orm };

/**
 * Connects as the app's role.
 * @throws WideRoleError when the role sees past row-level security
 */
export async function openDatabase(url: string): Promise<Database & { close(): Promise<void> }> {
  const orm = await connectDatabase({ url, poolSize: WRITERS + 1 });
  const doorOrm = await connectDatabase({ url, poolSize: DOOR_CONNECTIONS });
  const apiOrm = await connectDatabase({ url, poolSize: API_CONNECTIONS });
  const close = async () => {
    await Promise.all([orm.close(true), doorOrm.close(true), apiOrm.close(true)]);
  };
  return { orm, doorOrm, apiOrm, close };
}
