import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";

/** Texts are claimed and created within seconds, and the provider's clock is not ours. */
const CLOCKS_DIFFER = "5 seconds";

const placedSchema = z.object({ newly: z.coerce.number() });

/**
 * Writes down who is known to have got the messages that a provider has and a backup had not (O4): they count as sent, whoever holds them, and are
 * never sent to again. A mail is its recipient's by our id, or by its broadcast and mailbox where its recipients were written down anew
 * since; a delivery's by its id. What is placed is forgotten; what nobody can be said to have stays, for those who are written down later.
 * @param only the mails of one broadcast, whose audience has just been written down
 * @returns how many people are newly known to have got theirs
 */
export async function placeFoundMails(
  em: EntityManager,
  ctx: Context,
  only?: { readonly broadcastId: string },
): Promise<number> {
  const { organisationId } = ctx;
  const { rows } = await sql`
    with found as materialized (
      select * from message_after_backup
      where organisation_id = ${organisationId} and channel = 'email' ${only ? sql`and broadcast_id = ${only.broadcastId}` : sql``}
    ), by_id as (
      update recipient set ${isSent}
      from found where recipient.organisation_id = ${organisationId} and recipient.id = found.recipient_id
      returning found.provider_message_id, old.sent_at is null as newly
    ), by_mailbox as (
      update recipient set ${isSent}
      from found where recipient.organisation_id = ${organisationId} and recipient.broadcast_id = found.broadcast_id and recipient.email_key = found.address
        and recipient.skipped_at is null and (recipient.sent_at is null or recipient.provider_message_id = found.provider_message_id)
        and not exists (select from recipient theirs where theirs.id = found.recipient_id and theirs.organisation_id = ${organisationId})
      returning found.provider_message_id, old.sent_at is null as newly
    ), left_out as (
      select distinct on (found.provider_message_id) recipient.id as row_id, found.*
      from found join recipient on recipient.organisation_id = ${organisationId} and recipient.broadcast_id = found.broadcast_id
        and recipient.settled_status >= '' and recipient.settled_status = 'skipped' and recipient.email_key = found.address
      where not exists (select from recipient holder where holder.broadcast_id = found.broadcast_id and holder.email_key = found.address and holder.skipped_at is null)
      order by found.provider_message_id, recipient.id
    ), by_left_out as (
      -- Blocked since, for what came of this very mail perhaps: it was sent all the same.
      update recipient set ${isSent}, skipped_at = null, skip_reasons = 0, skip_facts = null
      from left_out found where recipient.organisation_id = ${organisationId} and recipient.id = found.row_id
      returning found.provider_message_id, old.sent_at is null as newly
    ), by_delivery as (
      update delivery set ${isDelivered}
      from found where delivery.organisation_id = ${organisationId} and delivery.id = found.recipient_id
      returning found.provider_message_id, old.sent_at is null as newly
    ), placed as (
      select * from by_id union all select * from by_mailbox union all select * from by_left_out union all select * from by_delivery
    ), forgotten as (
      delete from message_after_backup using placed
      where message_after_backup.organisation_id = ${organisationId} and message_after_backup.provider_message_id = placed.provider_message_id
    )
    select count(*) filter (where newly) as newly from placed`.execute(em.getKysely());
  return placedSchema.parse(rows[0]).newly;
}

/** Of a recipient that was written down by somebody else: the call that named it counts among its earlier ones, and events of it are its own. */
const isSent = sql`
  sent_at = coalesce(recipient.sent_at, found.sent_at), claimed_at = coalesce(recipient.claimed_at, found.sent_at),
  provider_message_id = coalesce(recipient.provider_message_id, found.provider_message_id),
  past_attempt_ids = case when found.attempt_id is null or found.attempt_id = recipient.attempt_id or found.attempt_id = any(recipient.past_attempt_ids)
    then recipient.past_attempt_ids else recipient.past_attempt_ids || found.attempt_id end`;

const isDelivered = sql`
  sent_at = coalesce(delivery.sent_at, found.sent_at), provider_message_id = coalesce(delivery.provider_message_id, found.provider_message_id),
  call_until = null, unconfirmed_at = null`;

/**
 * The same for texts, which carry no ids of ours: the oldest that waits with these words to this number is the oldest that the provider has,
 * of conversations and of alerts.
 * @returns newly known ones, and the alerts of which there were some: their threads are to show them
 */
export async function placeFoundTexts(
  em: EntityManager,
  ctx: Context,
  only?: { readonly broadcastId: string },
): Promise<{ newly: number; alertIds: string[] }> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const mine = sql`message_after_backup.organisation_id = ${organisationId} and message_after_backup.channel = 'sms'`;
  // Known already, by the answer to their call or by a report.
  await sql`
    delete from message_after_backup where ${mine} and (
      exists (select from delivery where delivery.organisation_id = ${organisationId} and (
        delivery.provider_message_id = message_after_backup.provider_message_id or message_after_backup.provider_message_id = any(delivery.past_provider_message_ids)))
      or exists (select from provider_message_key keyed join recipient on recipient.id = keyed.recipient_id and recipient.organisation_id = keyed.organisation_id
        where keyed.organisation_id = ${organisationId} and keyed.key = provider_message_key(message_after_backup.provider_message_id)
          and recipient.provider_message_id = message_after_backup.provider_message_id))`.execute(kysely);
  const inOrder = (waiting: RawBuilder<unknown>) => sql`
    waiting as materialized (select *, row_number() over (partition by number, words order by since, id) as place from (${waiting}) waiting),
    found as materialized (
      select *, row_number() over (partition by address, words order by sent_at, provider_message_id) as place
      from message_after_backup where ${mine} and words is not null
    ), pair as (
      select waiting.id, found.* from waiting join found on found.address = waiting.number and found.words = waiting.words and found.place = waiting.place
        and found.sent_at > waiting.since - ${CLOCKS_DIFFER}::interval
    )`;
  const words = (text: RawBuilder<unknown>) => sql`btrim(replace(${text}, E'\r\n', E'\n'), E' \n\t')`;
  const forgotten = sql`
    forgotten as (
      delete from message_after_backup using placed where ${mine} and message_after_backup.provider_message_id = placed.provider_message_id)`;
  const deliveries = await sql`
    with ${inOrder(sql`
      select id, address as number, ${words(sql`text`)} as words, created_at as since from delivery
      where organisation_id = ${organisationId} and channel = 'sms' and status in ('waiting', 'claimed', 'unconfirmed')`)}, placed as (
      update delivery set ${isDelivered} from pair found where delivery.organisation_id = ${organisationId} and delivery.id = found.id
      returning found.provider_message_id
    ), ${forgotten}
    select count(*) as newly from placed`.execute(kysely);
  const alerts = await sql<{ newly: string; alert_ids: string[] }>`
    with ${inOrder(sql`
      select recipient.id, who.number, ${words(sql`alert.body`)} as words, broadcast.send_at as since
      from alert join broadcast on broadcast.organisation_id = alert.organisation_id and broadcast.id = alert.id
      join recipient on recipient.organisation_id = alert.organisation_id and recipient.broadcast_id = alert.id
      join alert_recipient who on who.organisation_id = alert.organisation_id and who.alert_id = alert.id and who.customer_id = recipient.customer_id
      where alert.organisation_id = ${organisationId} and recipient.status in ('waiting', 'claimed', 'unconfirmed')
        ${only ? sql`and alert.id = ${only.broadcastId}` : sql``}`)}, placed as (
      update recipient set ${isSent} from pair found where recipient.organisation_id = ${organisationId} and recipient.id = found.id
      returning found.provider_message_id, recipient.broadcast_id
    ), ${forgotten}
    select count(*) as newly, array(select distinct broadcast_id from placed) as alert_ids from placed`.execute(
    kysely,
  );
  return {
    newly: placedSchema.parse(deliveries.rows[0]).newly + placedSchema.parse(alerts.rows[0]).newly,
    alertIds: alerts.rows[0]?.alert_ids ?? [],
  };
}
