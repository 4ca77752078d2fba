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

/**
 * Everybody whom a filter of the review could let through, and perhaps some more, as a select of `customer_id` that
 * needs `clock` in scope. Each part is a range of an index on eligibility, so that three people of a million are found
 * without judging the rest; `reasons >= 0` lets those be used (migration 011-eligibility).
 *
 * A list by hand takes reasons of the pass away from people whom eligibility knows, or excludes them; it gives no other
 * reason. Whom eligibility does not know has any: `outsiders`.
 */
export function prefilterOf(
  filter: AudienceFilter,
  { campaignId, passId }: AudienceKey,
): RawBuilder<unknown> {
  const holders = (condition: RawBuilder<unknown>) => sql`
    select customer_id from eligibility
    where organisation_id = app_organisation_id() and pass_id = ${passId} and reasons >= 0 and ${condition}`;
  const onList = (list: "add" | "exclude") =>
    sql`select customer_id from ${listedOn(list, campaignId)} listed`;
  const outsiders = sql`
    select customer_id from ${listedPeople(campaignId)} listed
    where (select true from eligibility
           where organisation_id = app_organisation_id() and pass_id = ${passId} and customer_id = listed.customer_id) is null`;
  const union = (...parts: RawBuilder<unknown>[]) => sql.join(parts, sql` union `);
  const withBits = (bits: number) => holders(sql`reasons = any(${masksWith(bits, passId)})`);
  const expired = [
    holders(sql`valid_through < (select today from clock)`),
    holders(sql`valid_through is null`),
  ];
  const silent = holders(sql`last_contact_at < (select at - interval '2 years' from clock)`);
  const sharing = holders(sql`mailbox_shared`);
  switch (filter.kind) {
    case "all":
      return union(holders(sql`true`), outsiders);
    case "will":
      return union(holders(sql`valid_through >= (select today from clock)`), onList("add"));
    case "will_not":
      return union(withBits(EVERY_DAY), ...expired, silent, sharing, onList("exclude"), outsiders);
    case "added":
      return onList("add");
    case "missing":
      return filter.field === "valid_through" ? onList("add") : lacking(filter.field);
    case "reason":
      return filter.reason === "excluded_by_hand"
        ? onList("exclude")
        : union(...causes(filter.reason), outsiders);
  }

  function causes(reason: ReasonCode): RawBuilder<unknown>[] {
    switch (reason) {
      case "same_mailbox":
        return [sharing];
      case "silent":
        return [silent];
      case "registration_expired":
        return expired;
      case "pet_inactive":
      case "registration_none":
      case "registration_inactive":
        return expired.map((part) => sql`${part} and reasons = any(${masksWith(reasonBit(reason), passId)})`);
      default:
        return [withBits(reasonBit(reason))];
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
