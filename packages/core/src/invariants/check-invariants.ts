import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { Context } from "../context.ts";

export interface BrokenInvariant {
  readonly invariant: string;
  readonly count: number;
  /** Some of the rows it is broken for. */
  readonly ids: readonly string[];
}

const rowSchema = z.object({ invariant: z.string(), count: z.coerce.number(), ids: z.array(z.string()) });

/**
 * What must always hold in an organisation, in one query; an empty answer is a good one. Tests run it after each flow,
 * a schedule in production.
 *
 * @param input.campaignId looks at one campaign alone ("Something doesn't match?", C10)
 */
export async function checkInvariants({
  ctx,
  input = {},
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input?: { campaignId?: string };
}): Promise<BrokenInvariant[]> {
  const only = input.campaignId ?? null;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      with mine as (
        select id, status, sending_began_at, finished_at, changed_at, kind as sent_kind from broadcast where organisation_id = ${ctx.organisationId} and (${only}::uuid is null or id = ${only}::uuid)
      ), broken as (
        select 'a finished campaign has nobody waiting or claimed' as invariant, recipient.id
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        where mine.status = 'sent' and recipient.status in ('waiting', 'claimed')
        union all
        select 'a broadcast of an alert has it', mine.id
        from mine left join alert on alert.organisation_id = ${ctx.organisationId} and alert.id = mine.id
        where mine.sent_kind = 'alert' and alert.id is null
        union all
        select 'a recipient of an alert has what its text needs, and nobody else does', coalesce(recipient.id, who.customer_id)
        from (select recipient.* from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= '' where mine.sent_kind = 'alert') recipient
        full join (select * from alert_recipient where organisation_id = ${ctx.organisationId} and (${only}::uuid is null or alert_id = ${only}::uuid)) who
          on who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
        where recipient.id is null or who.customer_id is null
        union all
        select 'one text a family and a number in an alert', (array_agg(recipient.id))[1]
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
        where mine.sent_kind = 'alert' and (recipient.sent_at is not null or recipient.status in ('claimed', 'unconfirmed'))
        group by recipient.broadcast_id, who.number having count(*) > 1
        union all
        select 'an accepted text of an alert stands in its thread', recipient.id
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        where mine.sent_kind = 'alert' and mine.status = 'sent' and recipient.sent_at < app_now() - interval '15 minutes'
          and not exists (select from entry where entry.organisation_id = recipient.organisation_id and entry.id = recipient.id)
        union all
        select 'a broadcast of a campaign has it, and once it is no draft a pass', mine.id
        from mine left join campaign on campaign.organisation_id = ${ctx.organisationId} and campaign.id = mine.id
        where mine.sent_kind = 'campaign' and (campaign.id is null or mine.status <> 'draft' and campaign.pass_id is null)
        union all
        select 'the counters equal a recount', coalesce(counted.broadcast_id, tallied.broadcast_id)
        from (select broadcast_id, m.measure, sum(m.n) as n
              from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= '',
                recipient_measures(recipient.status, sent_at, delivered_at, opened_at, bot_opened_at, clicked_at, bot_clicked_at,
                                   hard_bounced_at, soft_bounced_at, unsubscribed_at, complained_at) m
              group by 1, 2 having sum(m.n) <> 0) counted
        full join (select broadcast_id, measure, sum(broadcast_tally.n) as n from broadcast_tally join mine on mine.id = broadcast_id
                   group by 1, 2 having sum(broadcast_tally.n) <> 0) tallied
          on tallied.broadcast_id = counted.broadcast_id and tallied.measure = counted.measure
        where counted.n is distinct from tallied.n
        union all
        select 'the chart equals a recount', coalesce(counted.broadcast_id, charted.broadcast_id)
        from (select broadcast_id, kind, chart_minute(sending_began_at, at) as minute, count(*) as n
              from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= '',
                recipient_moments(recipient.status, delivered_at, opened_at, clicked_at, unsubscribed_at, complained_at)
              where chart_minute(sending_began_at, at) is not null group by 1, 2, 3) counted
        full join (select broadcast_id, kind, minute, sum(broadcast_chart.n) as n from broadcast_chart join mine on mine.id = broadcast_id
                   group by 1, 2, 3 having sum(broadcast_chart.n) <> 0) charted
          on charted.broadcast_id = counted.broadcast_id and charted.kind = counted.kind and charted.minute = counted.minute
        where counted.n is distinct from charted.n
        union all
        select 'a row is accepted by the provider at most once', recipient_id
        from provider_event where organisation_id = ${ctx.organisationId} and recipient_id is not null and provider_message_id is not null
          -- A text that the provider has dropped from its own full queue was never sent.
          and not exists (
            select from recipient join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
            where recipient.id = recipient_id and recipient.provider_message_id is distinct from provider_event.provider_message_id
              and provider_event.provider_message_id = any(who.overflowed_ids))
          and (${only}::uuid is null or recipient_id in (select id from recipient where broadcast_id = ${only}::uuid and settled_status >= ''))
        group by recipient_id having count(distinct provider_message_id) > 1
        union all
        select 'a delivery is accepted by the provider at most once', delivery_id
        from provider_event join delivery on delivery.id = delivery_id
        where provider_event.organisation_id = ${ctx.organisationId} and delivery_id is not null and provider_event.provider_message_id is not null
          and (${only}::uuid is null or campaign_id = ${only}::uuid)
        group by delivery_id having count(distinct provider_event.provider_message_id) > 1
        union all
        select 'an ended call leaves nobody claimed', recipient.id
        from mine join attempt on attempt.broadcast_id = mine.id join recipient on recipient.attempt_id = attempt.id
        where attempt.ended_at is not null and recipient.status = 'claimed'
        union all
        select 'whom an answer accepted is found by the call', recipient.id
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        where recipient.status = 'sent' and by_answer and not exists (
          select from attempt where ${isOfAttempt} and attempt.accepted_at is not null)
        union all
        select 'an unanswered call is being asked about', attempt.id
        from mine join attempt on attempt.broadcast_id = mine.id
        where attempt.ended_at is null and greatest(call_until, looked_up_at, ask_after) < app_now() - interval '15 minutes'
        union all
        select 'a cancelled campaign has nobody waiting', recipient.id
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        where mine.status = 'cancelled' and greatest(mine.finished_at, mine.changed_at) < app_now() - interval '15 minutes' and recipient.status = 'waiting'
        union all
        select 'who was not to be sent to was not sent to', recipient.id
        -- Those skipped later may have been claimed, and even accepted, before: their claim was given back.
        from mine join recipient on recipient.broadcast_id = mine.id and recipient.settled_status >= ''
        where skipped_at is not null and (slice is null or claimed_at is null) and (claimed_at is not null or sent_at is not null)
        union all
        select 'eligibility equals its definition', coalesce(eligibility.customer_id, truth.customer_id)
        from (select * from eligibility where organisation_id = ${ctx.organisationId} and ${only}::uuid is null) eligibility
        full join (select * from eligibility_truth where organisation_id = ${ctx.organisationId} and ${only}::uuid is null) truth
          on truth.customer_id = eligibility.customer_id and truth.pass_id = eligibility.pass_id
        where (truth.reasons, truth.valid_through, truth.first_expiry, truth.last_contact_at, truth.email_key, truth.mailbox_shared, truth.number)
          is distinct from (eligibility.reasons, eligibility.valid_through, eligibility.first_expiry, eligibility.last_contact_at, eligibility.email_key, eligibility.mailbox_shared, eligibility.number)
        union all
        select 'who is refused mail or texts is marked, and nobody else', coalesce(kept.customer_id, truth.customer_id)
        from (select * from customer_refusal where organisation_id = ${ctx.organisationId} and ${only}::uuid is null) kept
        full join (select * from customer_refusal_truth where organisation_id = ${ctx.organisationId} and ${only}::uuid is null) truth
          on truth.customer_id = kept.customer_id
        where (truth.search_key, truth.email_state, truth.text_state) is distinct from (kept.search_key, kept.email_state, kept.text_state)
        union all
        select 'a family without a primary contact is marked, and no other', family.id
        from family left join (
          select family_id, bool_or(contact = 'primary') as led from customer
          where organisation_id = ${ctx.organisationId} and ${only}::uuid is null and merged_into is null group by 1) people on people.family_id = family.id
        where family.organisation_id = ${ctx.organisationId} and ${only}::uuid is null and leaderless <> coalesce(not led, false)
      )
      select invariant, count(*) as count, (array_agg(id))[1:10]::text[] as ids from broken group by invariant order by invariant`.execute(
      em.getKysely(),
    ),
  );
  return rows.map((row) => rowSchema.parse(row));
}
