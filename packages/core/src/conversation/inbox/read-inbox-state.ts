import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** Another `change` than before: the list of threads may have changed. */
export interface InboxState {
  change: string;
  /** Another one than before: other mails wait that nobody could place (T42). */
  unplaced: string;
}

/** Changes commit out of order: one among so many newer ones is still seen. */
const NEWEST = 50;
/** As many as the page of them shows. */
const MOST_UNPLACED = 100;

/**
 * What an open list of threads is woken by. Indexes: thread_by_list_change, inbound_mail_unplaced.
 * @throws {PackpostError} forbidden
 */
export async function readInboxState({ ctx }: { ctx: Context }): Promise<InboxState> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<InboxState>`
      select (
        select coalesce(md5(string_agg(list_change::text, ' ' order by list_change)), '') from (
          select list_change from thread where organisation_id = ${ctx.organisationId} and list_change > 0
          order by list_change desc limit ${NEWEST}) newest) as change, (
        select coalesce(md5(string_agg(id::text, ' ' order by id)), '') from (
          select id from inbound_mail where organisation_id = ${ctx.organisationId} and state = 'unplaced'
          order by received_at desc, id desc limit ${MOST_UNPLACED}) waiting) as unplaced`.execute(
      em.getKysely(),
    );
    return rows[0] ?? { change: "", unplaced: "" };
  });
}
