import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** Another `change` than before: the list of threads may have changed. */
export interface InboxState {
  change: string;
}

/** Changes commit out of order: one among so many newer ones is still seen. */
const NEWEST = 50;

/**
 * What an open list of threads is woken by. Index: thread_by_list_change.
 * @throws {PackpostError} forbidden
 */
export async function readInboxState({ ctx }: { ctx: Context }): Promise<InboxState> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<InboxState>`
      select coalesce(md5(string_agg(list_change::text, ' ' order by list_change)), '') as change from (
        select list_change from thread where organisation_id = ${ctx.organisationId} and list_change > 0
        order by list_change desc limit ${NEWEST}) newest`.execute(em.getKysely());
    return { change: rows[0]?.change ?? "" };
  });
}
