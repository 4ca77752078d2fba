import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/**
 * Makes the running transaction's commit wait for the disk, and for a synchronous standby where there is one, whatever the
 * server's default: a claim whose commit is lost is called for a second time. A stronger default (`remote_apply`) stays.
 */
export async function commitSynchronously(em: EntityManager): Promise<void> {
  await sql`
    select set_config('synchronous_commit', 'on', true)
    where current_setting('synchronous_commit') in ('off', 'local', 'remote_write')`.execute(em.getKysely());
}
