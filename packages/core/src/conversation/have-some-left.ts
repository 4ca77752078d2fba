import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Whether entries of a thread stand elsewhere since a revision, after a split or when a mail was taken out: they are among no changes.
 * Index: entry_by_revision.
 */
export async function haveSomeLeft(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  sinceRevision: number | undefined,
): Promise<boolean> {
  if (sinceRevision === undefined) return false;
  const { rows } = await sql`
    select from entry where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and revision > ${sinceRevision}::int
      and kind = 'event' and event ->> 'kind' in ('split', 'mail_taken_out') limit 1`.execute(em.getKysely());
  return rows.length > 0;
}
