import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { DeliveryIdInput } from "../delivery/schemas.ts";
import { requireTextRoute } from "../texting/require-text-route.ts";
import { noSuchThread } from "./hold-thread.ts";
import { visibleThreads } from "./thread-scope.ts";

export type RetryTextOutcome =
  | { outcome: "waiting" }
  /** It has left or is on its way: nothing to send again. */
  | { outcome: "not_failed" };

/**
 * A person sends a text again that has failed, or of which nobody knows whether it left (V8, T33): a new call of the same delivery, to the
 * number that its customer has now.
 * @throws {PackpostError} forbidden, not_found, conflict (may not be texted)
 */
export async function retryText({
  ctx,
  input: { deliveryId },
}: {
  ctx: Context;
  input: DeliveryIdInput;
}): Promise<RetryTextOutcome> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql<{
      thread_id: string;
      customer_id: string | null;
      text: string;
      pictures: string[];
    }>`
      select thread.id as thread_id, delivery.customer_id, delivery.text,
        array(select id from attachment where attachment.organisation_id = delivery.organisation_id and attachment.entry_id = delivery.entry_id) as pictures
      from delivery
      join entry on entry.organisation_id = delivery.organisation_id and entry.id = delivery.entry_id
      join thread on thread.organisation_id = entry.organisation_id and thread.id = entry.thread_id
      where delivery.id = ${deliveryId} and delivery.organisation_id = ${ctx.organisationId} and delivery.purpose = 'conversation_text' and ${visibleThreads(ctx)}`.execute(
      kysely,
    );
    const [text] = rows;
    if (text === undefined) throw noSuchThread();
    const asked = { customerId: text.customer_id, body: text.text, attachmentIds: text.pictures };
    const { number } = await requireTextRoute(em, ctx, text.thread_id, asked);
    const again = await sql`
      update delivery set address = ${number}, asked_at = app_now(), call_until = null, claimed_at = null, provider_message = null,
        past_provider_message_ids = case when provider_message_id is null then past_provider_message_ids else past_provider_message_ids || provider_message_id end,
        provider_message_id = null, sent_at = null, delivered_at = null, failed_at = null, dropped_at = null, unconfirmed_at = null
      where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status in ('failed', 'dropped', 'unconfirmed')
      returning id`.execute(kysely);
    if (again.rows.length === 0) return { outcome: "not_failed" };
    writeAudit(em, ctx, { action: "text.sent_again", subjectKind: "delivery", subjectId: deliveryId });
    ctx.workflows.startDelivery({ deliveryId, purpose: "conversation_text" });
    return { outcome: "waiting" };
  });
}
