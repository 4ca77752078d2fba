import type { BroadcastStatus, DeliveryPurpose } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { wasHandedOver } from "../mail/campaign-mail-sql.ts";
import { type ConnectionType, connectionOf } from "../mail/connections.ts";
import { isNote } from "../mail/notes-sql.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";
import type { SendingKind } from "./schemas.ts";

/** A campaign, alert, message or other mail or text that somebody may ask about. */
export interface Sending {
  kind: SendingKind;
  id: string;
  /** The campaign's name, a mail's subject; how the alert, message or text begins. */
  name: string;
  /** Of a campaign or alert. */
  status: BroadcastStatus | null;
  /** Of any other mail or text: what it is. */
  type: ConnectionType | null;
  at: Date;
  /** It was handed over for this customer. */
  handedOver: boolean;
}

/** So many of each kind; whoever asks about an older one starts at its page. */
const MOST = 50;

/**
 * The newest campaigns and alerts, messages of the team to their family, and other mails and texts to them, and which of these were handed
 * over for a customer (P8). Indexes: campaign_list, alert_list, the keys (customer, broadcast), (thread, number) and (entry, customer),
 * delivery_of_customer.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listSendings({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<Sending[]> {
  requirePermission(ctx, "customer.read");
  const { organisationId } = ctx;
  const broadcast = sql`null as purpose, exists (select from recipient where recipient.organisation_id = ${organisationId}
    and ${isOfCustomer(sql`recipient.customer_id`, input.customerId)} and recipient.broadcast_id = sending.id and ${wasHandedOver}) as "handedOver"`;
  // A1: alerts are their managers' alone.
  const alerts = sql`
    union all
    (select 'alert', alert.id, left(alert.body, 60), broadcast.status, alert.created_at
     from alert join broadcast on broadcast.organisation_id = alert.organisation_id and broadcast.id = alert.id
     where alert.organisation_id = ${organisationId} and alert.created_at > '-infinity'
     order by alert.created_at desc, alert.id desc limit ${MOST})`;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<
      Omit<Sending, "at" | "type"> & { at: string; purpose: DeliveryPurpose | null }
    >`
      select sending.*, ${broadcast} from (
        (select 'campaign' as kind, campaign.id, campaign.name, broadcast.status, coalesce(broadcast.sending_began_at, broadcast.send_at, campaign.created_at) as at
         from campaign join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
         where campaign.organisation_id = ${organisationId} and campaign.archived_at is null
         order by campaign.created_at desc, campaign.id desc limit ${MOST})
        ${ctx.actor.permissions.has("alert.manage") ? alerts : sql``}) sending
      union all
      (select 'message', entry.id, left(entry.body, 60), null, entry.at, null,
         exists (select from message_notice notice where notice.organisation_id = ${organisationId} and notice.entry_id = entry.id
           and notice.customer_id = ${input.customerId} and notice.outcome in ('read', 'mailed', 'texted'))
       from customer
       join thread on thread.organisation_id = ${organisationId} and thread.family_id = customer.family_id
       join entry on entry.organisation_id = ${organisationId} and entry.thread_id = thread.id
       where customer.organisation_id = ${organisationId} and customer.id = ${input.customerId}
         and entry.kind = 'message' and entry.staff_member_id is not null
       order by entry.number desc limit ${MOST})
      union all
      (select 'delivery', delivery.id, coalesce(delivery.subject, left(delivery.text, 60)), null, delivery.created_at, delivery.purpose,
         delivery.status not in ('waiting', 'claimed', 'cancelled', 'dropped', 'failed')
       from delivery where delivery.organisation_id = ${organisationId} and ${isOfCustomer(sql`delivery.customer_id`, input.customerId)}
         and (${isNote} or delivery.status = 'cancelled')
       order by delivery.created_at desc limit ${MOST})
      order by at desc, id`.execute(em.getKysely());
    return rows.map(({ at, purpose, ...sending }) => ({
      ...sending,
      at: instantFrom(at),
      type: purpose && connectionOf(purpose),
    }));
  });
}
