import type { DeliveryPurpose, NoticeSubject } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Context } from "../context.ts";

/** A mail written out, to be sent to each of some addresses. */
export interface NewDeliveries {
  readonly purpose: DeliveryPurpose;
  /** Of a notice: what it is about. */
  readonly about?: NoticeSubject;
  readonly campaignId: string | null;
  /** Of a notice about an alert. */
  readonly alertId?: string;
  /** The staff member who asked for it; null = the system. */
  readonly requestedBy: string | null;
  readonly to: readonly string[];
  /** Its id, where there is one address and whoever asked has made it: asked twice, it is queued once. */
  readonly id?: string;
  /** Where the organisation takes mail (V9): it is answered at an address of its own there. */
  readonly inboundAddress?: string | null | undefined;
  /** Whom it is for; left out = staff, or nobody in particular. */
  readonly customerId?: string;
  /** The entry of a thread that it tells of. */
  readonly entryId?: string;
  /** Of a mail to a customer: its id, and those of the mails before it. */
  readonly threading?: { readonly messageId: string; readonly references: readonly string[] };
  readonly organisation: {
    readonly senderName: string;
    readonly senderEmail: string;
    readonly supportEmail?: string | null | undefined;
  };
  readonly message: RenderedMessage;
}

/**
 * Adds deliveries to the running transaction: one row each, shown as one request, its workflow started after the commit.
 * @returns their ids; none for a copy that the campaign has already, or an id that is taken
 */
export async function queueDeliveries(
  em: EntityManager,
  ctx: Context,
  deliveries: NewDeliveries,
): Promise<string[]> {
  const { senderName: name, senderEmail: email, supportEmail } = deliveries.organisation;
  const { inboundAddress } = deliveries;
  const { subject, html, text } = deliveries.message;
  const { rows } = await sql`
    insert into delivery (organisation_id, id, purpose, about, request_id, campaign_id, alert_id, customer_id, entry_id, requested_by, address, from_mailbox, threading, subject, html, text)
    select ${ctx.organisationId}, ${deliveries.id === undefined ? sql`uuidv7()` : sql`${deliveries.id}::uuid`}, ${deliveries.purpose}, ${deliveries.about ?? null}, request.id, ${deliveries.campaignId}, ${deliveries.alertId ?? null}::uuid, ${deliveries.customerId ?? null}::uuid, ${deliveries.entryId ?? null}::uuid, ${deliveries.requestedBy}, address,
      ${JSON.stringify({ name, email, replyTo: supportEmail ?? null, ...(inboundAddress != null && { inboundAddress }) })}::jsonb,
      ${deliveries.threading === undefined ? null : JSON.stringify(deliveries.threading)}::jsonb, ${subject}, ${html}, ${text}
    from unnest(${deliveries.to}::text[]) address, (select uuidv7() as id offset 0) request
    on conflict do nothing returning id`.execute(em.getKysely());
  const deliveryIds = rows.map((row) => z.object({ id: z.string() }).parse(row).id);
  for (const deliveryId of deliveryIds)
    ctx.workflows.startDelivery({ deliveryId, purpose: deliveries.purpose });
  return deliveryIds;
}
