import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { type AudienceKey, audienceOf, clockNow, withTheirMailboxes } from "./audience-sql.ts";
import { listedPeople } from "./manual-lists-sql.ts";
import { howMany } from "./review-sql.ts";

/** More people than these are counted with everybody, which then is the quicker way. */
const MOST = 5_000;

const rowSchema = z.object({ now: z.number(), joined: z.string(), gone: z.string() });

/** Who would receive now, counted from a review: multiranges of customers' numbers. */
export type ChangeOfAudience = z.infer<typeof rowSchema>;

/**
 * What became of a reviewed audience since: only those are evaluated again of whom something has changed (eligibility_change), who
 * has become silent meanwhile, and who is listed by hand without an eligibility row; each with everybody at their mailboxes, now and
 * before. The same answer as counting everybody, in milliseconds at a million.
 *
 * @returns null where that cannot be said, and everybody must be counted: no such review, another day, pass or list since, a
 *   resend (its people follow another campaign), too many changes, somebody who is gone
 */
export async function findChangeOfAudience(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
  reviewId: string,
): Promise<ChangeOfAudience | null> {
  const { rows } = await sql`
    with clock as materialized (${clockNow}),
    review as materialized (
      select review.* from campaign_review review
      join campaign on campaign.organisation_id = review.organisation_id and campaign.id = review.campaign_id
      cross join clock
      where review.id = ${reviewId}::uuid and review.campaign_id = ${key.campaignId} and review.organisation_id = ${ctx.organisationId}
        and review.as_of is not null and review.people is not null and review.pass_id = ${key.passId} and review.today = clock.today
        and review.lists_version = campaign.lists_version and campaign.parent_id is null
        and review.reviewed_at > clock.at - interval '24 hours'
    ), noted as materialized (
      select noted.* from review cross join lateral (
        select customer_ids, email_keys from eligibility_change
        where organisation_id = ${ctx.organisationId} and xid >= pg_snapshot_xmin(review.as_of)
          and not pg_visible_in_snapshot(xid, review.as_of) offset 0) noted
    ), touched as materialized (${touchedSince(key)}
    ), people as materialized (
      select customer.id, customer.email_key, customer.number
      from (select distinct id from touched limit ${sql.lit(MOST + 1)}) touched cross join lateral (
        select id, email_key, number from customer where organisation_id = app_organisation_id() and id = touched.id offset 0) customer
    ), evaluated as materialized (
      select audience.number, audience.reasons from ${audienceOf(key, withTheirMailboxes)} audience
    ), sides as materialized (
      select (select coalesce(range_agg(int8range(number, number, '[]')), '{}') from evaluated where reasons = 0) as present,
        review.numbers * (
          select coalesce(range_agg(int8range(customer.number, customer.number, '[]')), '{}')
          from unnest(${withTheirMailboxes}) looked (id) cross join lateral (
            select number from customer where organisation_id = app_organisation_id() and id = looked.id offset 0) customer) as before,
        review.people
      from review
      where not exists (select from noted where customer_ids is null)
        and (select count(distinct id) from touched) <= ${sql.lit(MOST)}
        and (select count(distinct id) from touched) = (select count(*) from people)
    )
    select (people + ${howMany(sql`present - before`)} - ${howMany(sql`before - present`)})::int as now, (present - before)::text as joined, (before - present)::text as gone
    from sides`.execute(em.getKysely());
  return rowSchema.optional().parse(rows[0]) ?? null;
}

/** Ids of whoever may receive now and did not, or the other way round; some are named several times. */
function touchedSince({ campaignId, passId }: AudienceKey): RawBuilder<unknown> {
  return sql`
    select unnest(customer_ids) as id from noted
    union all
    select other.id from (select distinct unnest(email_keys) as email_key from noted) left_by cross join lateral (
      select id from customer where organisation_id = app_organisation_id() and email_key = left_by.email_key offset 0) other
    union all
    -- A second more than between the two clocks: the review's is rounded.
    select silent.customer_id from review cross join clock cross join lateral (
      select customer_id from eligibility
      where organisation_id = app_organisation_id() and pass_id = ${passId} and reasons >= 0
        and last_contact_at >= review.reviewed_at - interval '2 years 1 second' and last_contact_at < clock.at - interval '2 years' offset 0) silent
    union all
    select listed.customer_id from review cross join lateral (
      select customer_id from ${listedPeople(campaignId)} named
      where (select true from eligibility
             where organisation_id = app_organisation_id() and pass_id = ${passId} and customer_id = named.customer_id) is null offset 0) listed`;
}
