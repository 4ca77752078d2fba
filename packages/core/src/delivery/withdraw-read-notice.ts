import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Before the claim of a mail about unread messages (V5, T16): whatever of it has been read since it was queued needs no mail. Where that
 * is all of it, or a part, it is withdrawn; the rest is open again, and the notifier mails it at once. The thread is held, so that
 * whoever reads at this moment comes before or after.
 */
export async function withdrawReadNotice(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const told = sql`message_notice.organisation_id = ${organisationId} and message_notice.delivery_id = ${deliveryId}`;
  const { rows: held } = await sql<{ id: string }>`
    select thread.id from thread
    where thread.organisation_id = ${organisationId} and thread.id in (
      select thread_id from message_notice
      where ${told} and exists (select from delivery where organisation_id = ${organisationId} and id = ${deliveryId} and status = 'waiting' and purpose = 'unread_notice'))
    for no key update`.execute(kysely);
  const [thread] = held;
  if (thread === undefined) return;
  const { rows: read } = await sql`
    update message_notice set settled_at = app_now(), outcome = 'read', delivery_id = null from read_position position
    where ${told} and position.organisation_id = ${organisationId} and position.thread_id = message_notice.thread_id
      and position.customer_id = message_notice.customer_id and message_notice.number <= position.number
    returning message_notice.entry_id`.execute(kysely);
  if (read.length === 0) return;
  const { rows: open } = await sql`
    update message_notice set settled_at = null, outcome = null, delivery_id = null where ${told} returning entry_id`.execute(
    kysely,
  );
  await sql`
    update delivery set cancelled_at = app_now(), provider_message = 'It was read before it was sent.'
    where organisation_id = ${organisationId} and id = ${deliveryId} and status = 'waiting'`.execute(kysely);
  await sql`
    update thread set revision = revision + 1 where organisation_id = ${organisationId} and id = ${thread.id}`.execute(
    kysely,
  );
  if (open.length > 0) ctx.workflows.wakeConversation(thread.id);
}
