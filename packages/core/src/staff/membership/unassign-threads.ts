import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/**
 * Makes the conversations of somebody who leaves nobody's, each with a line that says so. Set-based, since there may be thousands: what
 * `conversation/add-entry` writes for an event, and what `conversation/assign-thread` does, in one statement. By thread_by_assignee.
 * @returns how many
 */
export async function unassignThreads(
  em: EntityManager,
  ctx: Context,
  { staffMemberId, name }: { readonly staffMemberId: string; readonly name: string },
): Promise<number> {
  const { organisationId } = ctx;
  const event = JSON.stringify({ kind: "assigned", staffMemberId: null, left: name });
  const { rows } = await sql<{ threads: number }>`
    with held as materialized (
      select id, last_number, revision from thread
      where organisation_id = ${organisationId} and assigned_to = ${staffMemberId} order by id for no key update),
    said as (
      insert into entry (organisation_id, id, thread_id, conversation_id, number, revision, kind, via, staff_member_id, body, event)
      select ${organisationId}, uuidv7(), held.id,
        (select conversation.id from conversation
         where conversation.organisation_id = ${organisationId} and conversation.thread_id = held.id and conversation.closed_at is null),
        held.last_number + 1, held.revision + 1, 'event', 'system', ${staffIdOf(ctx)}, '', ${event}::jsonb
      from held),
    freed as (
      update thread set assigned_to = null, last_number = held.last_number + 1, revision = held.revision + 1
      from held where thread.organisation_id = ${organisationId} and thread.id = held.id returning thread.id)
    select count(*)::int as threads from freed`.execute(em.getKysely());
  return rows[0]?.threads ?? 0;
}
