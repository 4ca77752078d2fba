import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { formatReplyAddress } from "./format-reply-address.ts";
import { hashReplyToken } from "./reply-token.ts";

/**
 * The address at which a customer answers in a thread (V9), known from now on to whoever reads what comes in.
 * @param whose.inboundAddress the organisation's: a domain, or a mailbox that the provider gave it
 */
export async function keepReplyAddress(
  em: EntityManager,
  ctx: WorkerContext,
  whose: { readonly threadId: string; readonly customerId: string; readonly inboundAddress: string },
): Promise<string> {
  const { threadId, customerId, inboundAddress } = whose;
  const token = ctx.replyTokenOf(threadId, customerId);
  await sql`
    insert into reply_address (organisation_id, token_hash, thread_id, customer_id)
    values (${ctx.organisationId}, ${hashReplyToken(token)}, ${threadId}, ${customerId}) on conflict do nothing`.execute(
    em.getKysely(),
  );
  return formatReplyAddress(inboundAddress, token);
}
