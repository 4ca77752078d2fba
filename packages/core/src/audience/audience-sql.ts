import { type RawBuilder, sql } from "kysely";

/** One person of a campaign's audience, as {@link audienceOf} yields it. */
export interface AudienceRow {
  customer_id: string;
  email_key: string | null;
  /** Bits of reason_codes(); 0 = will receive. */
  reasons: number;
  valid_through: string | null;
  first_expiry: string | null;
  last_contact_at: string;
}

/** Today in the zone of the transaction's organisation (C2), as SQL. */
export const organisationToday: RawBuilder<string> = sql<string>`
  (select (app_now() at time zone zone)::date from organisation where id = app_organisation_id())`;

/** The day and instant that reasons are judged by, as the body of a CTE named `clock`. */
export const clockNow: RawBuilder<unknown> = sql`
  select (app_now() at time zone zone)::date as today, app_now() as at from organisation where id = app_organisation_id()`;

/** All reasons of a row of `standing` but the shared mailbox; needs `clock` in scope. */
export const standingReasons: RawBuilder<number> = sql<number>`
  reasons_on(clock.today, clock.at, standing.reasons, standing.valid_through, standing.first_expiry, standing.last_contact_at)`;

/** Who of a shared mailbox comes first: the primary contact, then the one who joined first. */
export const mailboxOrder: RawBuilder<unknown> = sql`(customer.contact <> 'primary'), customer.number`;

/**
 * The audience of a campaign now, as a parenthesised sub-select: everyone with a standing for the pass and all their
 * reasons. Review, counts and the snapshot read it, so they cannot disagree. Of people who share a mailbox and could
 * all receive, the first by {@link mailboxOrder} is chosen; the others get `same_mailbox`.
 *
 * Only rows of shared mailboxes go through the window function: at a million people the rest is one index range of
 * standing's primary key. `clock` is materialised so that reasons_on() is inlined.
 *
 * @param passId the campaign's pass
 */
export function audienceOf(passId: string): RawBuilder<AudienceRow> {
  return sql<AudienceRow>`(
    with clock as materialized (${clockNow}),
    sharing as (
      select standing.customer_id, row_number() over (partition by standing.email_key order by ${mailboxOrder}) as place
      from clock, standing
      join customer on customer.organisation_id = standing.organisation_id and customer.id = standing.customer_id
      where standing.organisation_id = app_organisation_id() and standing.pass_id = ${passId} and standing.mailbox_shared
        and ${standingReasons} = 0)
    select standing.customer_id, standing.email_key, standing.valid_through, standing.first_expiry, standing.last_contact_at,
           ${standingReasons} | case when sharing.place > 1 then 65536 else 0 end as reasons
    from clock, standing
    left join sharing on sharing.customer_id = standing.customer_id
    where standing.organisation_id = app_organisation_id() and standing.pass_id = ${passId})`;
}
