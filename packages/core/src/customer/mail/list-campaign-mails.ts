import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import {
  type LineRow,
  lineColumns,
  lineOf,
  type RecipientLine,
} from "../../campaign/report/recipient-line-sql.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import { handedOverAt, subjectOf, subjectParts, wasHandedOver } from "./campaign-mail-sql.ts";
import type { CustomerMailsInput } from "./schemas.ts";

/** One mail of a campaign to a customer, and what became of it (P2). */
export interface CampaignMail extends RecipientLine {
  campaign: { id: string; name: string };
  /** As it stood in this mail. */
  subject: string;
  /** When it was sent; of one that was refused, when that was. */
  at: Date;
  deliveredAt: Date | null;
  /** When a program opened it, where no person has (C11). */
  botOpenedAt: Date | null;
  /** Links that a person followed. */
  clicks: number;
}

export interface CampaignMailPage {
  mails: CampaignMail[];
  nextCursor: string | null;
}

type Row = LineRow & {
  campaign: { id: string; name: string };
  subject_parts: unknown;
  at: string;
  delivered_at: string | null;
  bot_opened_at: string | null;
  clicks: number;
};

/**
 * A page of the campaign mails that went to a customer, or were refused on their way, the newest first (P2). The rows of one person, by
 * the key (customer, broadcast): a few hundred at most.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listCampaignMails({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerMailsInput;
}): Promise<CampaignMailPage> {
  requirePermission(ctx, "customer.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<Row>`
      with page as materialized (
        select recipient.id, ${handedOverAt} as at
        from recipient join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
        where recipient.organisation_id = ${ctx.organisationId} and ${isOfCustomer(sql`recipient.customer_id`, input.customerId)}
          and broadcast.kind = 'campaign' and ${wasHandedOver}
          and ${after === null ? sql`true` : sql`(${handedOverAt}, recipient.id) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
        order by at desc, recipient.id desc limit ${input.pageSize + 1})
      select ${lineColumns}, page.at, recipient.delivered_at, recipient.bot_opened_at, ${subjectParts} as subject_parts,
        jsonb_build_object('id', campaign.id, 'name', campaign.name) as campaign,
        case when recipient.clicked_at is null then 0 else (select count(*)::int from click
          where click.organisation_id = ${ctx.organisationId} and click.recipient_id = recipient.id and not click.bot) end as clicks
      from page
      join recipient on recipient.organisation_id = ${ctx.organisationId} and recipient.id = page.id
      join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
      join campaign on campaign.organisation_id = recipient.organisation_id and campaign.id = recipient.broadcast_id
      join customer on customer.organisation_id = recipient.organisation_id and customer.id = recipient.customer_id
      order by page.at desc, page.id desc`.execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      mails: page.map((row) => ({
        ...lineOf(row),
        campaign: row.campaign,
        subject: subjectOf(row.subject_parts),
        at: instantFrom(row.at),
        deliveredAt: instantFrom(row.delivered_at),
        botOpenedAt: instantFrom(row.bot_opened_at),
        clicks: row.clicks,
      })),
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.id]),
    };
  });
}
