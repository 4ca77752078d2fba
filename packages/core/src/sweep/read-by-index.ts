import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/**
 * For the rest of the transaction a table is read by an index and in its order, wherever there is one for it, whatever the
 * statistics say. For statements that look for the few among millions: statistics of yesterday, when there were only such
 * rows, promise that reading the table finds them at once. Not for a transaction that joins sets.
 */
export async function readByIndex(em: EntityManager): Promise<void> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
      set_config('enable_sort', 'off', true)`.execute(em.getKysely());
}
