import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/**
 * What was to be sent later to a stranger goes along with their thread when that is joined to a family's (V15, T6), as to the person whose it
 * is said to be; the family's notifier looks at it from then on.
 */
export async function moveScheduled(
  em: EntityManager,
  ctx: Context,
  move: { readonly from: string; readonly to: string; readonly customerId: string | null },
): Promise<void> {
  const { rows } = await sql`
    update scheduled_message set thread_id = ${move.to}, origin_thread_id = ${move.from},
      text_customer_id = case when as_text then coalesce(text_customer_id, ${move.customerId}::uuid) end
    where organisation_id = ${ctx.organisationId} and thread_id = ${move.from} and state in ('scheduled', 'held') returning id`.execute(
    em.getKysely(),
  );
  if (rows.length > 0) ctx.workflows.wakeConversation(move.to);
}

/** And back again when the threads are split. Index: scheduled_message_moved. */
export async function moveScheduledBack(
  em: EntityManager,
  ctx: Context,
  strangerThreadId: string,
): Promise<void> {
  const { rows } = await sql`
    update scheduled_message set thread_id = origin_thread_id, origin_thread_id = null, text_customer_id = null
    where organisation_id = ${ctx.organisationId} and origin_thread_id = ${strangerThreadId} and state in ('scheduled', 'held') returning id`.execute(
    em.getKysely(),
  );
  if (rows.length > 0) ctx.workflows.wakeConversation(strangerThreadId);
}
