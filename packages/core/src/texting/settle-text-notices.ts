import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * What became of a text decides whether its message is mailed too (V5): delivered, it is not; failed, at once; unconfirmed or on its way, the
 * mail's own deadline says. By message_notice_by_text.
 */
export async function settleTextNotices(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  const { rows } = await sql<{ thread_id: string }>`
    update message_notice set
      settled_at = case when text.status = 'delivered' then app_now() end,
      outcome = case when text.status = 'delivered' then 'texted' end,
      due_at = case when text.status = 'delivered' then due_at else least(due_at, app_now()) end
    from delivery text
    where message_notice.organisation_id = ${ctx.organisationId} and message_notice.text_delivery_id = ${deliveryId} and message_notice.settled_at is null
      and text.organisation_id = message_notice.organisation_id and text.id = message_notice.text_delivery_id
      and text.status in ('delivered', 'failed', 'dropped')
    returning message_notice.thread_id`.execute(em.getKysely());
  for (const { thread_id } of rows) ctx.workflows.wakeConversation(thread_id);
}
