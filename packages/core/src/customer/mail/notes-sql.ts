import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import type { CursorPart } from "../../paging/cursor.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import { handedOverAt, subjectParts, wasHandedOver } from "./campaign-mail-sql.ts";
import type { NoteRow } from "./list-notes.ts";

/** How much of a text stands as its title, in characters. */
const TITLE = 140;

/** Deliveries that a customer got, or was to get: not yet sent ones are no history, but of one that staff wrote they see at once that it is on its way. */
export const isNote = sql`(delivery.status not in ('waiting', 'claimed', 'cancelled') or delivery.purpose = 'individual')`;
const deliveredAt = sql`(case when delivery.sent_at is null then delivery.created_at else delivery.sent_at end)`;
/** What a customer wrote by mail or text; what they wrote on their pages stands in the thread alone. */
const cameIn = sql`entry.via in ('email', 'text')`;

/**
 * The newest messages to and from a customer behind a place, as rows of (at, id, …). Each kind finds its own newest by its customer's
 * index, then they are merged; what only the page shows is read for it alone.
 * @param after [at, id]; null = from the top
 */
export function notesOf(
  { organisationId }: Context,
  customerId: string,
  after: readonly CursorPart[] | null,
  most: number,
): RawBuilder<NoteRow> {
  const newest = (at: RawBuilder<unknown>, id: RawBuilder<unknown>) => sql`
    ${after === null ? sql`` : sql`and (${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::text::uuid)`}
    order by ${at} desc, ${id} desc limit ${sql.lit(most)}`;
  return sql<NoteRow>`
    with page as materialized (
      select * from (
        (select 'recipient' as kind, recipient.id, ${handedOverAt} as at from recipient
         where recipient.organisation_id = ${organisationId} and ${isOfCustomer(sql`recipient.customer_id`, customerId)} and ${wasHandedOver} ${newest(handedOverAt, sql`recipient.id`)})
        union all
        (select 'delivery', delivery.id, ${deliveredAt} from delivery
         where delivery.organisation_id = ${organisationId} and ${isOfCustomer(sql`delivery.customer_id`, customerId)} and ${isNote} ${newest(deliveredAt, sql`delivery.id`)})
        union all
        (select 'entry', entry.id, entry.at from entry
         where entry.organisation_id = ${organisationId} and ${isOfCustomer(sql`entry.customer_id`, customerId)} and ${cameIn} ${newest(sql`entry.at`, sql`entry.id`)})) each_kind
      order by at desc, id desc limit ${sql.lit(most)})
    select page.kind, page.id, page.at, told.* from page
    cross join lateral (
      select case when broadcast.kind = 'alert' then 'sms' else 'email' end as channel, null as purpose, broadcast.kind as broadcast, null as entry,
        case when broadcast.kind = 'alert' then (select left(alert.body, ${sql.lit(TITLE)}) from alert where alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id) end as title,
        ${subjectParts} as "subjectParts",
        (select jsonb_build_object('id', campaign.id, 'name', campaign.name) from campaign where campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id) as campaign,
        recipient.opened_at as "openedAt", recipient.delivered_at as "deliveredAt", recipient.status,
        coalesce(recipient.email, (select told.number from alert_recipient told where told.organisation_id = recipient.organisation_id
          and told.alert_id = recipient.broadcast_id and told.customer_id = recipient.customer_id)) as address,
        recipient.provider_message as "providerMessage", recipient.drop_reason as "dropReason"
      from recipient join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
      where page.kind = 'recipient' and recipient.organisation_id = ${organisationId} and recipient.id = page.id
      union all
      select delivery.channel, delivery.purpose, null, null, coalesce(delivery.subject, left(delivery.text, ${sql.lit(TITLE)})), null, null,
        delivery.opened_at, delivery.delivered_at, delivery.status, delivery.address, delivery.provider_message, null
      from delivery where page.kind = 'delivery' and delivery.organisation_id = ${organisationId} and delivery.id = page.id
      union all
      select case entry.via when 'text' then 'sms' else 'email' end, null, null, entry.kind,
        coalesce((select nullif(btrim(mail->>'subject'), '') from inbound_mail where inbound_mail.organisation_id = entry.organisation_id and inbound_mail.entry_id = entry.id limit 1),
          left(entry.body, ${sql.lit(TITLE)})), null, null, null, null, null, entry.from_address, null, null
      from entry where page.kind = 'entry' and entry.organisation_id = ${organisationId} and entry.id = page.id) told
    order by page.at desc, page.id desc`;
}
