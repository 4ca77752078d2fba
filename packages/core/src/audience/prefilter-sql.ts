import { type RawBuilder, sql } from "kysely";
import type { MergeFieldName } from "../content/template/merge-fields.ts";
import type { AudienceKey } from "./audience-sql.ts";
import { listedOn, listedPeople } from "./manual-lists-sql.ts";
import { bitsOf, type ReasonCode, reasonBit } from "./reasons.ts";
import type { AudienceFilter } from "./schemas.ts";

/** Bits of eligibility.reasons that hold on any day; those about pets only while no registration is valid. */
const EVERY_DAY = bitsOf([
  "application_none",
  "application_pending",
  "application_denied",
  "application_inactive",
  "no_email",
  "invalid_email",
  "unsubscribed",
  "hard_bounced",
  "complained",
  "suppressed_domain",
  "suppressed_by_hand",
]);

/** What is asked of a row of eligibility: by a range of one of its indexes, and of a row that was found by its key. */
interface Condition {
  readonly range: RawBuilder<unknown>;
  /** Those people themselves, as a select of `customer_id`, where no index of eligibility finds them. */
  readonly people?: RawBuilder<unknown>;
  readonly ofRow: RawBuilder<unknown>;
}

/** Whom a filter could let through: holders of the pass with one of these conditions, and these sets of `customer_id`. */
interface Prefilter {
  readonly held: readonly Condition[];
  readonly listed: readonly RawBuilder<unknown>[];
}

/**
 * Everybody whom a filter of the review could let through, and perhaps some more, as a select of `customer_id` that
 * needs `clock` in scope, perhaps with somebody twice. Each part is a range of an index on eligibility, so that three people of a
 * million are found without judging the rest; `reasons >= 0` lets those be used (migration 011-eligibility).
 */
export function prefilterOf(filter: AudienceFilter, key: AudienceKey): RawBuilder<unknown> {
  const { held, listed } = partsOf(filter, key);
  const holders = held.map(
    ({ range, people }) =>
      people ??
      sql`
    select customer_id from eligibility
    where organisation_id = app_organisation_id() and pass_id = ${key.passId} and reasons >= 0 and ${range}`,
  );
  return sql.join([...holders, ...listed], sql` union all `);
}

/** Whether `customer` is one of {@link prefilterOf}, by the key of eligibility; needs `clock` in scope. */
export function isPrefiltered(filter: AudienceFilter, key: AudienceKey): RawBuilder<unknown> {
  const { held, listed } = partsOf(filter, key);
  const isListed = listed.map((set) => sql`(customer.id in (${set})) is true`);
  if (held.length === 0) return sql`(${sql.join(isListed, sql` or `)})`;
  // `offset 0`: a look-up for each person as they are met, never a join of everybody.
  const isHolder = sql`exists (
    select from eligibility
    where organisation_id = app_organisation_id() and pass_id = ${key.passId} and customer_id = customer.id
      and (${sql.join(
        held.map(({ ofRow }) => ofRow),
        sql` or `,
      )}) offset 0)`;
  return sql`(${sql.join([...isListed, isHolder], sql` or `)})`;
}

/**
 * A list by hand takes reasons of the pass away from people whom eligibility knows, or excludes them; it gives no other
 * reason. Whom eligibility does not know has any: `outsiders`.
 */
function partsOf(filter: AudienceFilter, { campaignId, passId }: AudienceKey): Prefilter {
  const onList = (list: "add" | "exclude") =>
    sql`select customer_id from ${listedOn(list, campaignId)} listed`;
  const outsiders = sql`
    select customer_id from ${listedPeople(campaignId)} listed
    where (select true from eligibility
           where organisation_id = app_organisation_id() and pass_id = ${passId} and customer_id = listed.customer_id) is null`;
  const plain = (condition: RawBuilder<unknown>): Condition => ({ range: condition, ofRow: condition });
  const withBits = (bits: number): Condition => ({
    range: sql`reasons = any(${masksWith(bits, passId)})`,
    ofRow: sql`reasons & ${sql.lit(bits)} <> 0`,
  });
  const expired = [plain(sql`valid_through < (select today from clock)`), plain(sql`valid_through is null`)];
  const silent = plain(sql`last_contact_at < (select at - interval '2 years' from clock)`);
  // Of a row not by the bare column: the planner would take the index of all who share for each person, as long as it has not heard of
  // them (after an import: 16 s).
  const sharing: Condition = { range: sql`mailbox_shared`, ofRow: sql`coalesce(mailbox_shared, false)` };
  const hadEnough = (number: RawBuilder<unknown>) =>
    sql`((select had_enough(${campaignId}::uuid)) @> ${number}::bigint) is true`;
  const enough: Condition = {
    range: hadEnough(sql`eligibility.number`),
    // By the index on numbers, range by range: three of a million are found, and of a million the first are there at once.
    people: sql`
      select holder.id as customer_id from (select unnest(had_enough(${campaignId}::uuid)) as part offset 0) ranges cross join lateral (
        select id from customer where organisation_id = app_organisation_id() and number >= lower(part) and number < upper(part) offset 0) holder`,
    ofRow: hadEnough(sql`eligibility.number`),
  };
  // Else whoever has had enough, perhaps nine in ten, would be judged to find the tenth.
  const fresh = plain(
    sql`valid_through >= (select today from clock) and not ${hadEnough(sql`eligibility.number`)}`,
  );
  switch (filter.kind) {
    case "all":
      return { held: [plain(sql`true`)], listed: [outsiders] };
    case "will":
      return { held: [fresh], listed: [onList("add")] };
    case "will_not":
      return {
        held: [...expired, silent, sharing, withBits(EVERY_DAY), enough],
        listed: [onList("exclude"), outsiders],
      };
    case "added":
      return { held: [], listed: [onList("add")] };
    case "missing":
      return {
        held: [],
        listed: [filter.field === "valid_through" ? onList("add") : lacking(filter.field)],
      };
    case "reason":
      return filter.reason === "excluded_by_hand"
        ? { held: [], listed: [onList("exclude")] }
        : { held: causes(filter.reason), listed: [outsiders] };
  }

  function causes(reason: ReasonCode): Condition[] {
    const bits = withBits(reasonBit(reason));
    switch (reason) {
      case "same_mailbox":
        return [sharing];
      case "had_enough":
        return [enough];
      case "silent":
        return [silent];
      case "registration_expired":
        return expired;
      case "pet_inactive":
      case "registration_none":
      case "registration_inactive":
        return expired.map((part) => ({
          range: sql`${part.range} and ${bits.range}`,
          ofRow: sql`(${part.ofRow} and ${bits.ofRow})`,
        }));
      default:
        return [bits];
    }
  }
}

/** Customers without the value of a merge field, by the index customer_lacking. */
function lacking(field: Exclude<MergeFieldName, "valid_through">): RawBuilder<unknown> {
  const customers = (condition: RawBuilder<unknown>) =>
    sql`select id as customer_id from customer where organisation_id = app_organisation_id() and ${condition}`;
  switch (field) {
    case "first_name":
      return customers(sql`btrim(first_name) = ''`);
    case "last_name":
      return customers(sql`btrim(last_name) = ''`);
    case "full_name":
      return customers(sql`btrim(first_name) = '' and btrim(last_name) = ''`);
    case "pet_names":
      return customers(sql`all_blank(pet_names)`);
    case "pass_name":
    case "organisation_name":
      return customers(sql`false`);
  }
}

/** The different values of eligibility.reasons that hold some of these bits: one probe of eligibility_by_reasons each, a few hundred. */
function masksWith(bits: number, passId: string): RawBuilder<unknown> {
  const next = (beyond: RawBuilder<unknown>) => sql`(
    select eligibility.reasons from eligibility
    where eligibility.organisation_id = app_organisation_id() and eligibility.pass_id = ${passId} and reasons >= 0 and ${beyond}
    order by eligibility.reasons limit 1)`;
  return sql`array(
    with recursive mask as (
      ${next(sql`true`)} union all
      select ${next(sql`eligibility.reasons > mask.reasons`)} from mask where mask.reasons is not null)
    select reasons from mask where reasons & ${sql.lit(bits)} <> 0)`;
}

/** Filters whose people are few by nature: the lists' own. */
export function isFew(filter: AudienceFilter): boolean {
  return (
    filter.kind === "added" ||
    (filter.kind === "reason" && filter.reason === "excluded_by_hand") ||
    (filter.kind === "missing" && filter.field === "valid_through")
  );
}
