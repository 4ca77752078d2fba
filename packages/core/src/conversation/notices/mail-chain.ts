import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/** Mail programs go by the newest; a chain without end would outgrow a header's line. */
const LONGEST_CHAIN = 20;

/**
 * The ids of the mails between us and a customer in one conversation, oldest first: what the next one refers to (T40). Of a long
 * chain the first, which began it, and the newest.
 */
export async function readMailChain(
  em: EntityManager,
  ctx: Context,
  { customerId, conversationId }: { customerId: string; conversationId: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
    select mail.threading ->> 'messageId' as id, min(mail.created_at) as at
    from message_notice notice
    join entry on entry.organisation_id = notice.organisation_id and entry.id = notice.entry_id
    join delivery mail on mail.organisation_id = notice.organisation_id and mail.id = notice.delivery_id
    where notice.organisation_id = ${ctx.organisationId} and notice.customer_id = ${customerId}
      and entry.conversation_id = ${conversationId} and mail.threading is not null
    group by mail.id
    union all
    select came.mail ->> 'messageId', came.received_at
    from entry join inbound_mail came on came.organisation_id = entry.organisation_id and came.entry_id = entry.id
    where entry.organisation_id = ${ctx.organisationId} and entry.conversation_id = ${conversationId}
      and entry.customer_id = ${customerId} and entry.kind = 'message') chain
    where id is not null order by at, id`.execute(em.getKysely());
  const ids = rows.map(({ id }) => id);
  return ids.length <= LONGEST_CHAIN ? ids : [...ids.slice(0, 1), ...ids.slice(1 - LONGEST_CHAIN)];
}
