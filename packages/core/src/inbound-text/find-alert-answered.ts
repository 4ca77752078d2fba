import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** So long somebody answers an alert, mostly. */
const WITHIN = "7 days";

/**
 * The alert that a text answers (A7): our newest text to its number, within a week, if that was one. By alert_recipient_by_number and
 * delivery_texts_to.
 * @param from.number E.164
 * @param from.threadId where the text will stand: an alert that stands in another thread is not quoted
 * @returns the alert's entry
 */
export async function findAlertAnswered(
  em: EntityManager,
  ctx: Context,
  from: { readonly number: string; readonly threadId: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select entry.id from (
      select recipient.id, recipient.sent_at from alert_recipient who
      join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
      where who.organisation_id = ${ctx.organisationId} and who.number = ${from.number} and recipient.sent_at > app_now() - ${WITHIN}::interval
      order by recipient.sent_at desc limit 1) newest
    join entry on entry.organisation_id = ${ctx.organisationId} and entry.id = newest.id and entry.thread_id = ${from.threadId}
    where not exists (
      select from delivery text where text.organisation_id = ${ctx.organisationId} and text.channel = 'sms' and text.address = ${from.number}
        and text.created_at > newest.sent_at and text.sent_at is not null)`.execute(em.getKysely());
  return rows[0]?.id ?? null;
}
