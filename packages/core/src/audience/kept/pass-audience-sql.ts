import { type RawBuilder, sql } from "kysely";
import {
  type AudienceKey,
  audienceOf,
  clockNow,
  eligibilityReasons,
  withTheirMailboxes,
} from "../audience-sql.ts";
import { enoughFor, HAD_ENOUGH_BIT, hasHadEnough } from "../had-enough-sql.ts";
import { listedPeople, reasonsByHand } from "../manual-lists-sql.ts";
import { howMany } from "../review-sql.ts";

/** If more have changed or are listed, everybody is evaluated, which then is the quicker way. */
const MOST = 30_000;
/** So many people of a combination of reasons are looked up each; of more, the ranges are compared. */
const FEW = 30_000;

/**
 * CTEs: of whom something has changed since the audience of a pass was evaluated. `known` is its row of pass_audience, empty where
 * nothing can be said from it: never evaluated, more than a day ago, or the clock went back. `noted` are the notes that it had not
 * seen. `touched` names customers, some several times: whoever is noted, or is at a mailbox that somebody noted has left, or has
 * become silent or expired meanwhile.
 *
 * By eligibility_change_by_xid, eligibility_by_contact and eligibility_by_validity. A registration is mostly one that ends on
 * valid_through; where there is no valid one, its first expiry only adds a reason.
 */
export function changesOf(passId: string): RawBuilder<unknown> {
  const holders = sql`select customer_id from eligibility
      where organisation_id = app_organisation_id() and pass_id = ${passId} and reasons >= 0`;
  return sql`
    clock as materialized (${clockNow}),
    known as materialized (
      select kept.* from pass_audience kept cross join clock
      where kept.organisation_id = app_organisation_id() and kept.pass_id = ${passId} and kept.today <= clock.today
        and kept.evaluated_at > clock.at - interval '24 hours' and kept.evaluated_at < clock.at + interval '5 minutes'
    ), noted as materialized (
      select noted.* from known cross join lateral (
        select customer_ids, email_keys from eligibility_change
        where organisation_id = app_organisation_id() and xid >= pg_snapshot_xmin(known.as_of)
          and not pg_visible_in_snapshot(xid, known.as_of) offset 0) noted
    ), touched as materialized (
      select unnest(customer_ids) as id from noted
      union all
      select other.id from (select distinct unnest(email_keys) as email_key from noted) left_by cross join lateral (
        select id from customer where organisation_id = app_organisation_id() and email_key = left_by.email_key offset 0) other
      union all
      -- A second more than between the two instants: contacts are rounded.
      select silent.customer_id from known cross join clock cross join lateral (
        ${holders} and last_contact_at >= known.evaluated_at - interval '2 years 1 second' and last_contact_at < clock.at - interval '2 years' offset 0) silent
      union all
      select expired.customer_id from known cross join clock cross join lateral (
        ${holders} and valid_through >= known.today and valid_through < clock.today offset 0) expired
      union all
      select expired.customer_id from known cross join clock cross join lateral (
        ${holders} and valid_through is null and first_expiry >= known.today and first_expiry < clock.today offset 0) expired
      where known.today < clock.today)`;
}

/**
 * CTEs after {@link changesOf}: who of a campaign's audience is not as the pass's was. `evaluated` are those, as they are now.
 * `kept` is the row of pass_audience with `looked`, the numbers of whoever was evaluated again, in the audience or not: whoever is
 * touched or on a list, and everybody at their mailboxes. Of ten thousand names on a list nearly all have their mailbox `alone`: one
 * look-up tells their reasons, which nobody else's change. Empty where everybody must be evaluated: see there, and for a resend,
 * whose people follow another campaign, too many changes, or somebody who is gone.
 */
export function evaluatedSince(key: AudienceKey): RawBuilder<unknown> {
  return sql`
    enough as materialized (${enoughFor(key.campaignId)}
    ), named as materialized (
      select listed.customer_id, listed.added, eligibility.number, eligibility.mailbox_shared,
        ${reasonsByHand(eligibilityReasons, sql`listed.added`, sql`listed.excluded`)} as reasons
      from known cross join clock cross join (
        select customer_id, bool_or(list = 'add') as added, bool_or(list = 'exclude') as excluded
        from ${listedPeople(key.campaignId)} entry group by customer_id) listed
      left join lateral (
        select * from eligibility
        where organisation_id = app_organisation_id() and pass_id = ${key.passId} and customer_id = listed.customer_id offset 0) eligibility on true
    ), alone as materialized (select * from named where not mailbox_shared
    ), asked as materialized (
      select distinct id from (
        select id from touched
        union all
        select customer_id from named where mailbox_shared is not false) both_kinds limit ${sql.lit(MOST + 1)}
    ), people as materialized (
      select customer.id, customer.email_key from asked cross join lateral (
        select id, email_key from customer where organisation_id = app_organisation_id() and id = asked.id offset 0) customer
    ), among as materialized (select ${withTheirMailboxes} as ids
    ), evaluated as materialized (
      select audience.number, audience.reasons, audience.added from ${audienceOf(key, sql`(select ids from among)`)} audience
      union all
      select number, reasons | case when ${hasHadEnough(sql`number`)} then ${HAD_ENOUGH_BIT} else 0 end, added from alone where (customer_id in (select unnest(ids) from among)) is not true
    ), kept as materialized (
      select known.*, coalesce((
        select range_agg(int8range(customer.number, customer.number, '[]'))
        from among cross join unnest(ids) looked (id) cross join lateral (
          select number from customer where organisation_id = app_organisation_id() and id = looked.id offset 0) customer), '{}')
        + coalesce((select range_agg(int8range(number, number, '[]')) from alone), '{}') as looked
      from known
      where not exists (select from noted where customer_ids is null)
        and (select count(*) from asked) <= ${sql.lit(MOST)} and (select count(*) from asked) = (select count(*) from people)
        and not exists (select from campaign where organisation_id = app_organisation_id() and id = ${key.campaignId} and parent_id is not null))`;
}

/** After {@link evaluatedSince}: the parts of `kept`, each without whoever was evaluated again; what nobody keeps, that somebody has had enough, is not in them. */
export const keptParts: RawBuilder<unknown> = sql`(
  select part.reasons, part.numbers - kept.looked as numbers,
    part.people - case when isempty(kept.looked) then 0 else ${howMany(sql`part.numbers * kept.looked`)} end as people
  from kept cross join lateral (
    select * from pass_audience_part where organisation_id = app_organisation_id() and pass_id = kept.pass_id offset 0) part)`;

/** After {@link evaluatedSince}: {@link keptParts} with whoever has had enough campaigns lately apart, as rows (reasons, people). */
export const keptCounts: RawBuilder<unknown> = sql`(
  select counted.reasons, counted.people
  from ${keptParts} part cross join enough
  cross join lateral (
    select case when enough.numbers is null then 0
      -- A few are looked up one by one: for each part the ranges of hundreds of thousands would be gone through.
      when part.people < ${sql.lit(FEW)} then (
        select count(*)::int from unnest(part.numbers) piece cross join lateral generate_series(lower(piece), upper(piece) - 1) number
        where enough.numbers @> number)
      else ${howMany(sql`part.numbers * enough.numbers`)} end as enough) had
  cross join lateral (values (part.reasons, part.people - had.enough), (part.reasons | ${HAD_ENOUGH_BIT}, had.enough)) counted (reasons, people)
  where counted.people > 0)`;

/** After {@link evaluatedSince}: the numbers of whoever would receive now, as a sub-select of one row `numbers`; of none without `kept`. */
export const keptReceivers: RawBuilder<unknown> = sql`(
  select coalesce((select numbers from ${keptParts} part where reasons = 0), '{}') - coalesce((select numbers from enough), '{}')
    + coalesce((select range_agg(int8range(number, number, '[]')) from evaluated where reasons = 0), '{}') as numbers
  from kept)`;
