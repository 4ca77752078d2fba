import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import { subjectOf, subjectParts } from "./campaign-mail-sql.ts";
import type { CustomerClicksInput } from "./schemas.ts";

/** A link of a campaign's mail that a customer followed (P3). */
export interface CustomerClick {
  id: string;
  at: Date;
  /** As it stood in the mail; "" = not told. */
  url: string;
  /** With what, where it is known. */
  device: string | null;
  recipientId: string;
  campaign: { id: string; name: string };
  subject: string;
}

export interface CustomerClickPage {
  clicks: CustomerClick[];
  /** How many links programs followed, such as scanners of mail servers: counted, not listed (C11). */
  byMachines: number;
  nextCursor: string | null;
}

interface Row {
  id: string;
  at: string;
  url: string;
  device: string | null;
  recipientId: string;
  campaign: { id: string; name: string };
  subjectParts: unknown;
}

/**
 * A page of the links that a customer followed in campaigns' mails, the newest first: all of them, or those of one mail (P3). By the key
 * (customer, broadcast) and click_by_recipient.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listClicks({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerClicksInput;
}): Promise<CustomerClickPage> {
  requirePermission(ctx, "customer.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const { organisationId } = ctx;
  const followed = sql`
    from recipient
    join click on click.organisation_id = recipient.organisation_id and click.recipient_id = recipient.id
    where recipient.organisation_id = ${organisationId} and ${isOfCustomer(sql`recipient.customer_id`, input.customerId)}
      and ${input.recipientId === null ? sql`true` : sql`recipient.id = ${input.recipientId}`}`;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<Row>`
      with page as materialized (
        select click.id, click.at, click.url, click.device, click.recipient_id ${followed} and not click.bot
          and ${after === null ? sql`true` : sql`(click.at, click.id) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
        order by click.at desc, click.id desc limit ${input.pageSize + 1})
      select page.id, page.at, page.url, page.device, page.recipient_id as "recipientId",
        jsonb_build_object('id', campaign.id, 'name', campaign.name) as campaign, ${subjectParts} as "subjectParts"
      from page
      join recipient on recipient.organisation_id = ${organisationId} and recipient.id = page.recipient_id
      join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
      join campaign on campaign.organisation_id = recipient.organisation_id and campaign.id = recipient.broadcast_id
      order by page.at desc, page.id desc`.execute(em.getKysely());
    const machines = await sql<{ n: number }>`select count(*)::int as n ${followed} and click.bot`.execute(
      em.getKysely(),
    );
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      clicks: page.map(({ at, subjectParts, ...click }) => ({
        ...click,
        at: instantFrom(at),
        subject: subjectOf(subjectParts),
      })),
      byMachines: machines.rows[0]?.n ?? 0,
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.id]),
    };
  });
}
