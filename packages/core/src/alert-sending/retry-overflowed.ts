import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";

/** So often a text waits again for its turn; after that its failure stands, for a person. */
const MOST_RETRIES = 3;

const givenBackSchema = z.object({ id: z.string(), reopened: z.boolean() });

/**
 * A text that the provider has taken and then dropped from its own full queue (30001, T36) waits for another turn, judged as any, in the same
 * row: it never left for a carrier, and the provider says so itself (status `failed`). Not where anything says that it has left, its call is
 * still open, the alert is cancelled, or it has been tried often enough. By recipient's key.
 * @returns whether it waits again
 * @source twilio.com/docs/errors/30001
 */
export async function retryOverflowed(
  em: EntityManager,
  ctx: Context,
  recipientId: string,
): Promise<boolean> {
  const kysely = em.getKysely();
  const { rows } = await sql`
    select broadcast.id, broadcast.status = 'sent' as reopened
    from recipient
    join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
    join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = ${recipientId} and broadcast.status in ('sending', 'paused', 'sent')
      and recipient.status in ('sent', 'undelivered') and recipient.provider_message_id = any(who.overflowed_ids) and cardinality(who.overflowed_ids) <= ${MOST_RETRIES}
      and who.left_at is null and not exists (select from attempt where attempt.id = recipient.attempt_id and attempt.ended_at is null)
    for no key update of broadcast`.execute(kysely);
  const found = givenBackSchema.optional().parse(rows[0]);
  if (found === undefined) return false;
  const { id, reopened } = found;
  // Counted as a change: whoever is about to finish it looks again.
  await sql`
    update broadcast set revision = revision + 1, changed_at = app_now() ${reopened ? sql`, status = 'sending', finished_at = null` : sql``}
    where organisation_id = ${ctx.organisationId} and id = ${id}`.execute(kysely);
  await sql`
    update recipient set attempt_id = null, past_attempt_ids = past_attempt_ids || attempt_id, provider_message_id = null, by_answer = false,
      provider_message = null, sent_at = null, undelivered_at = null
    where organisation_id = ${ctx.organisationId} and id = ${recipientId}`.execute(kysely);
  if (reopened) auditBroadcast(em, ctx, { id, kind: "alert" }, "sent_again", { people: 1, automatic: true });
  ctx.workflows.wakeBroadcast({ id, kind: "alert" });
  return true;
}

/** The same for all of an alert, whose reports came before their calls were settled. */
export async function retryAllOverflowed(em: EntityManager, ctx: Context, alertId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select recipient.id from alert_recipient who
    join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
    where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${alertId} and recipient.provider_message_id = any(who.overflowed_ids)
    order by recipient.id`.execute(em.getKysely());
  for (const { id } of rows) await retryOverflowed(em, ctx, id);
}
