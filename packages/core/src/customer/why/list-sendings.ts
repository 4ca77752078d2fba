import type { BroadcastKind, BroadcastStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { wasHandedOver } from "../mail/campaign-mail-sql.ts";
import { requireCustomer } from "../mail/require-customer.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";

/** A campaign or alert that somebody may ask about. */
export interface Sending {
  kind: BroadcastKind;
  id: string;
  /** The campaign's name; how the alert begins. */
  name: string;
  status: BroadcastStatus;
  at: Date;
  /** It was handed over for this customer. */
  handedOver: boolean;
}

/** So many of each kind; whoever asks about an older one starts at its page. */
const MOST = 50;

/**
 * The newest campaigns and alerts, and which of them were handed over for a customer (P8). Indexes: campaign_list, alert_list, the key
 * (customer, broadcast).
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
  const handed = sql`exists (select from recipient where recipient.organisation_id = ${organisationId}
    and recipient.customer_id = ${input.customerId} and recipient.broadcast_id = sending.id and ${wasHandedOver})`;
  // A1: alerts are their managers' alone.
  const alerts = sql`
    union all
    (select 'alert', alert.id, left(alert.body, 60), broadcast.status, alert.created_at
     from alert join broadcast on broadcast.organisation_id = alert.organisation_id and broadcast.id = alert.id
     where alert.organisation_id = ${organisationId} and alert.created_at > '-infinity'
     order by alert.created_at desc, alert.id desc limit ${MOST})`;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<Omit<Sending, "at"> & { at: string }>`
      select sending.*, ${handed} as "handedOver" from (
        (select 'campaign' as kind, campaign.id, campaign.name, broadcast.status, coalesce(broadcast.sending_began_at, broadcast.send_at, campaign.created_at) as at
         from campaign join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
         where campaign.organisation_id = ${organisationId} and campaign.archived_at is null
         order by campaign.created_at desc, campaign.id desc limit ${MOST})
        ${ctx.actor.permissions.has("alert.manage") ? alerts : sql``}) sending
      order by at desc, id`.execute(em.getKysely());
    return rows.map(({ at, ...sending }) => ({ ...sending, at: instantFrom(at) }));
  });
}
