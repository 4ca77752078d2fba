import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z
  .object({ organisation_id: z.string(), thread_id: z.string() })
  .transform(({ organisation_id: organisationId, thread_id: threadId }) => ({ organisationId, threadId }));

/** Threads of all organisations of which somebody should have been told ten seconds ago: each must have a running notifier. */
export async function conversationsWithWork(orm: Orm): Promise<z.infer<typeof rowSchema>[]> {
  const { rows } = await sql`select * from conversations_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => rowSchema.parse(row));
}
