import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { heldFor } from "./held-for-sql.ts";

/** What the actor has not read. */
export interface UnreadState {
  /** How many threads, at most 100. */
  threads: number;
  /** How many messages were not sent at their time and wait for the actor (V15), at most 100. */
  held: number;
  /** Another one than before: other threads, or from another entry on. */
  change: string;
}

/** Of so many threads, those with the newest messages, a change is seen. */
const MOST = 1_000;

/**
 * What the dots of the actor's pages are woken by (V4). Index: unread_by_activity.
 * @throws {PackpostError} forbidden
 */
export async function readUnreadState({ ctx }: { ctx: Context }): Promise<UnreadState> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Omit<UnreadState, "held">>`
      select least(count(*), 100)::int as threads, coalesce(md5(string_agg(thread_id || ' ' || from_number, ' ' order by thread_id)), '') as change
      from (select thread_id, from_number from unread
        where organisation_id = ${ctx.organisationId} and staff_member_id = ${staffIdOf(ctx)}
        order by last_message_at desc, thread_id desc limit ${MOST}) mine`.execute(em.getKysely());
    return { ...(rows[0] ?? { threads: 0, change: "" }), held: await heldOf(em, ctx) };
  });
}

/**
 * How many messages were not sent at their time and wait for the actor (V15), at most 100. Index: scheduled_message_held.
 * @throws {PackpostError} forbidden
 */
export async function countHeld({ ctx }: { ctx: Context }): Promise<number> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => heldOf(em, ctx));
}

async function heldOf(em: EntityManager, ctx: Context): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from (
      select from scheduled_message later
      join thread on thread.organisation_id = later.organisation_id and thread.id = later.thread_id
      where later.organisation_id = ${ctx.organisationId} and later.state = 'held' and ${heldFor(staffIdOf(ctx))} limit 100) mine`.execute(
    em.getKysely(),
  );
  return rows[0]?.held ?? 0;
}
