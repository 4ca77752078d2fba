import type { DeliveryPurpose } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** A text to one number. */
export interface NewText {
  readonly purpose: Extract<DeliveryPurpose, "conversation_text" | "text_test">;
  /** The message that it is. */
  readonly entryId: string | null;
  readonly customerId: string | null;
  /** The staff member who asked for it; null = the system. */
  readonly requestedBy: string | null;
  /** E.164. */
  readonly number: string;
  readonly body: string;
}

/**
 * Adds a text to the running transaction as a delivery, its workflow started after the commit. Who is told of the message by it, is not
 * mailed if it arrives (V5).
 * @returns the delivery's id
 */
export async function queueText(em: EntityManager, ctx: Context, text: NewText): Promise<string> {
  const kysely = em.getKysely();
  const { rows } = await sql<{ id: string }>`
    insert into delivery (organisation_id, channel, purpose, request_id, customer_id, entry_id, requested_by, address, text)
    values (${ctx.organisationId}, 'sms', ${text.purpose}, uuidv7(), ${text.customerId}, ${text.entryId}, ${text.requestedBy}, ${text.number}, ${text.body})
    returning id`.execute(kysely);
  const deliveryId = rows[0]?.id;
  if (deliveryId === undefined) throw new Error("a delivery was not inserted");
  if (text.entryId !== null && text.customerId !== null) {
    await sql`
      update message_notice set text_delivery_id = ${deliveryId}
      where organisation_id = ${ctx.organisationId} and entry_id = ${text.entryId} and customer_id = ${text.customerId}`.execute(
      kysely,
    );
  }
  ctx.workflows.startDelivery({ deliveryId, purpose: text.purpose });
  return deliveryId;
}
