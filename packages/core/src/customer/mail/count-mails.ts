import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";
import { wasHandedOver } from "./campaign-mail-sql.ts";
import { isNote } from "./notes-sql.ts";

/** How much each part of the Emails tab has. */
export interface MailCounts {
  mails: number;
  clicks: number;
  notes: number;
}

/**
 * Counts what the Emails tab lists (P2–P4), by the same indexes.
 * @throws {PackpostError} forbidden, not_found
 */
export async function countMails({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<MailCounts> {
  requirePermission(ctx, "customer.read");
  const { customerId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, customerId);
    const { rows } = await sql<MailCounts>`
      with handed as materialized (
        select recipient.id, broadcast.kind, recipient.clicked_at from recipient
        join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
        where recipient.organisation_id = ${ctx.organisationId} and ${isOfCustomer(sql`recipient.customer_id`, customerId)} and ${wasHandedOver})
      select (select count(*)::int from handed where kind = 'campaign') as mails,
        (select count(*)::int from handed join click on click.organisation_id = ${ctx.organisationId} and click.recipient_id = handed.id where not click.bot) as clicks,
        (select count(*)::int from handed)
          + (select count(*)::int from delivery where delivery.organisation_id = ${ctx.organisationId} and ${isOfCustomer(sql`delivery.customer_id`, customerId)}
              and ${isNote})
          + (select count(*)::int from entry where entry.organisation_id = ${ctx.organisationId} and ${isOfCustomer(sql`entry.customer_id`, customerId)} and entry.via in ('email', 'text')) as notes`.execute(
      em.getKysely(),
    );
    return rows[0] ?? { mails: 0, clicks: 0, notes: 0 };
  });
}
