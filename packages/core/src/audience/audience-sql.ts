import { type RawBuilder, sql } from "kysely";
import { belongsToResend } from "./failed-people-sql.ts";
import { enoughFor, HAD_ENOUGH_BIT, hasHadEnough } from "./had-enough-sql.ts";
import { listedOn, listedPeople, NO_ELIGIBILITY_BITS, reasonsByHand } from "./manual-lists-sql.ts";
import { reasonBit } from "./reasons.ts";

/** One person of a campaign's audience, as {@link audienceOf} yields it. */
export interface AudienceRow {
  customer_id: string;
  /** The customer's. */
  number: number;
  email_key: string | null;
  /** Bits of reason_codes(); 0 = will receive. */
  reasons: number;
  valid_through: string | null;
  first_expiry: string | null;
  last_contact_at: string;
  /** By hand: the pass rule is not asked. */
  added: boolean;
}

/** Today in the zone of the transaction's organisation (C2), as SQL. */
export const organisationToday: RawBuilder<string> = sql<string>`
  (select (app_now() at time zone zone)::date from organisation where id = app_organisation_id())`;

/** The day and instant that reasons are evaluated by, as the body of a CTE named `clock`. */
export const clockNow: RawBuilder<unknown> = sql`
  select (app_now() at time zone zone)::date as today, app_now() as at from organisation where id = app_organisation_id()`;

/** All reasons of a row of `eligibility` but the shared mailbox; needs `clock` in scope. */
export const eligibilityReasons: RawBuilder<number> = sql<number>`
  reasons_on(clock.today, clock.at, eligibility.reasons, eligibility.valid_through, eligibility.first_expiry, eligibility.last_contact_at)`;

/** Who of a shared mailbox comes first: the primary contact, then the one who joined first. */
export const mailboxOrder: RawBuilder<unknown> = sql`(customer.contact <> 'primary'), customer.number`;

/** Which audience: a draft's pass may be newer in the editor than in its row. */
export interface AudienceKey {
  readonly campaignId: string;
  readonly passId: string;
}

/**
 * The audience of a campaign now, as a parenthesised sub-select: everyone with an eligibility row for the pass, everyone whom its
 * lists name (C3), and all their reasons. Review, counts, the snapshot and what shows them read it, so they cannot
 * disagree. Of people who share a mailbox and could all receive, the first by {@link mailboxOrder} is chosen; the others
 * get `same_mailbox`.
 *
 * Only rows of shared mailboxes go through the window function: at a million people the rest is one index range of
 * eligibility's primary key. `clock` is materialised so that reasons_on() is inlined. `outside` are the listed people whom
 * eligibility does not know, at most 20,000, each probed by index.
 *
 * @param among an array of customer ids: the same rows for these alone, each probed by index. It must hold everybody at
 *   the mailbox of everybody in it, else nobody can say who of them comes first.
 */
export function audienceOf(key: AudienceKey, among?: RawBuilder<unknown>): RawBuilder<AudienceRow> {
  const { outside, sharing, held, listed, mine } = partsOf(key, among);
  return sql<AudienceRow>`(
    with clock as materialized (${clockNow}),
    enough as materialized (${enoughFor(key.campaignId)}),
    outside as materialized (${outside}),
    sharing as materialized (${sharing})
    select ${held}
    from clock, ${holdersOf(key, among)}
    where eligibility.organisation_id = app_organisation_id() and eligibility.pass_id = ${key.passId} and ${mine}
    union all
    select ${listed} from outside)`;
}

/**
 * The same rows in the order of names, each evaluated when it is fetched: the first page of a million is there at once. Who is outside
 * eligibility is sorted, and merged in.
 * @param people a select of (id, search_key) from customer in that order, by an index or of few
 * @param among whether a row of customer is among them, as SQL, for those outside
 */
export function audienceByName(
  key: AudienceKey,
  people: RawBuilder<unknown>,
  among: RawBuilder<unknown>,
): RawBuilder<AudienceRow & { search_key: string }> {
  const { outside, sharing, held, listed, mine } = partsOf(key);
  return sql<AudienceRow & { search_key: string }>`(
    with clock as materialized (${clockNow}),
    enough as materialized (${enoughFor(key.campaignId)}),
    outside as materialized (${outside}),
    sharing as materialized (${sharing})
    (select ${held}, wanted.search_key
     from (${people} offset 0) wanted
     cross join lateral (
       select * from eligibility
       where organisation_id = app_organisation_id() and pass_id = ${key.passId} and customer_id = wanted.id offset 0) eligibility
     cross join lateral (select * from clock offset 0) clock
     where ${mine}
     order by wanted.search_key, wanted.id)
    union all
    (select ${listed}, customer.search_key
     from outside cross join lateral (
       select id, search_key from customer
       where organisation_id = app_organisation_id() and id = outside.customer_id and ${among} offset 0) customer
     order by customer.search_key, customer.id)
    order by search_key, customer_id)`;
}

/** Rows of eligibility for the pass: all, or of an array of customer ids, each probed by index. */
function holdersOf({ passId }: AudienceKey, among?: RawBuilder<unknown>): RawBuilder<unknown> {
  return among === undefined
    ? sql`eligibility`
    : sql`unnest(${among}) wanted (id) cross join lateral (
          select * from eligibility
          where organisation_id = app_organisation_id() and pass_id = ${passId} and customer_id = wanted.id offset 0) eligibility`;
}

/** What an audience is put together from: two CTEs, and its columns for a row of eligibility and for one outside. */
function partsOf(key: AudienceKey, among?: RawBuilder<unknown>) {
  const { campaignId, passId } = key;
  const added = sql`eligibility.customer_id in ${listedOn("add", campaignId)}`;
  const excluded = sql`eligibility.customer_id in ${listedOn("exclude", campaignId)}`;
  const reasons = reasonsByHand(eligibilityReasons, added, excluded);
  const outsideReasons = reasonsByHand(
    sql<number>`reasons_on(clock.today, clock.at, contactability.reasons | ${sql.lit(NO_ELIGIBILITY_BITS)}, null, null, contactability.last_contact_at)`,
    sql`listed.added`,
    sql`listed.excluded`,
  );
  const mine = belongsToResend(campaignId, sql`eligibility.customer_id`);
  // `in (…)` inside an expression is always hashed, whatever the planner believes of lists and arrays.
  const wanted =
    among === undefined ? sql`true` : sql`(listed.customer_id in (select unnest(${among}))) is true`;
  // All at a mailbox have had enough, or nobody: then nobody receives in their stead.
  const yields = (row: "eligibility" | "outside") =>
    sql`case when ${hasHadEnough(sql.ref(`${row}.number`))} then ${HAD_ENOUGH_BIT}
      when ${sql.ref(`${row}.customer_id`)} in (select customer_id from sharing where place > 1) then ${sql.lit(reasonBit("same_mailbox"))} else 0 end`;
  return {
    mine,
    outside: sql`
      select listed.customer_id, listed.added, contactability.number, contactability.email_key, contactability.mailbox_shared, contactability.last_contact_at, ${outsideReasons} as reasons
      from clock, (
        select customer_id, bool_or(list = 'add') as added, bool_or(list = 'exclude') as excluded
        from ${listedPeople(campaignId)} named group by customer_id) listed
      left join lateral (
        select true as found from eligibility
        where organisation_id = app_organisation_id() and pass_id = ${passId} and customer_id = listed.customer_id offset 0) held on true
      cross join lateral (
        select * from customer_contactability
        where organisation_id = app_organisation_id() and customer_id = listed.customer_id offset 0) contactability
      where ${wanted} and held.found is null and ${belongsToResend(campaignId, sql`listed.customer_id`)}`,
    sharing: sql`
      select customer.id as customer_id, row_number() over (partition by candidate.email_key order by ${mailboxOrder}) as place
      from (
        select eligibility.customer_id, eligibility.email_key from clock, ${holdersOf(key, among)}
        where eligibility.organisation_id = app_organisation_id() and eligibility.pass_id = ${passId} and eligibility.mailbox_shared
          and ${reasons} = 0 and ${mine}
        union all
        select outside.customer_id, outside.email_key from outside where outside.mailbox_shared and outside.reasons = 0) candidate
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = candidate.customer_id offset 0) customer`,
    held: sql`
      eligibility.customer_id, eligibility.number, eligibility.email_key, eligibility.valid_through, eligibility.first_expiry, eligibility.last_contact_at,
      ${added} as added, ${reasons} | ${yields("eligibility")} as reasons`,
    listed: sql`
      outside.customer_id, outside.number, outside.email_key, null::date as valid_through, null::date as first_expiry, outside.last_contact_at,
      outside.added, outside.reasons | ${yields("outside")} as reasons`,
  };
}

/** Everybody in a CTE `people` (id, email_key) and everybody at their mailboxes, as an array: what {@link audienceOf} can be asked about. */
export const withTheirMailboxes: RawBuilder<unknown> = sql`
  array(select id from people
    union
    select other.id from people cross join lateral (
      select id from customer where organisation_id = app_organisation_id() and email_key = people.email_key offset 0) other)`;
