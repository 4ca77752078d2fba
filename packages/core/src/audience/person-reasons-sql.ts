import { type RawBuilder, sql } from "kysely";
import { type AudienceKey, mailboxOrder, standingReasons } from "./audience-sql.ts";
import { listedOn, PASS_RULE_BITS } from "./hand-lists-sql.ts";
import { bitsOf, reasonBit } from "./reasons.ts";

/** Reasons that speak of pets, and of suppressions. */
const PET_BITS = bitsOf([
  "pet_inactive",
  "registration_none",
  "registration_inactive",
  "registration_expired",
]);
const SUPPRESSION_BITS = bitsOf(["hard_bounced", "complained", "suppressed_by_hand", "suppressed_domain"]);

/** What lies behind one person's reasons, for one page of people at a time. */
export interface ReasonFacts {
  /** The family's pets with their registration of the pass; `valid_through` is `2026-10-03`. */
  pets: {
    name: string;
    active: boolean;
    registration: "active" | "inactive" | null;
    valid_through: string | null;
  }[];
  unsubscribed: { at: string; source: string } | null;
  suppressions: { reason: string; kind: string; at: string; words: string | null }[];
  last_contact_at: string;
  /** Who receives in this person's stead at the shared mailbox. */
  mailbox_taken_by: string | null;
}

/**
 * Needs `clock` (see audience-sql) in scope. Facts of `person` (customer_id, family_id, email_key, last_contact_at, reasons)
 * as one JSON value; each is looked up only where the reasons ask for it.
 */
export function reasonFacts({ campaignId, passId }: AudienceKey): RawBuilder<ReasonFacts> {
  return sql<ReasonFacts>`jsonb_build_object(
    'pets', case when person.reasons & ${sql.lit(PET_BITS)} = 0 then '[]' else (
      select coalesce(jsonb_agg(jsonb_build_object('name', pet.name, 'active', pet.status = 'active',
               'registration', registration.status, 'valid_through', registration.valid_through) order by pet.created_at, pet.id), '[]')
      from pet left join registration on registration.organisation_id = pet.organisation_id
        and registration.pet_id = pet.id and registration.pass_id = ${passId}
      where pet.organisation_id = app_organisation_id() and pet.family_id = person.family_id) end,
    'unsubscribed', case when person.reasons & ${sql.lit(reasonBit("unsubscribed"))} <> 0 then (
      select jsonb_build_object('at', changed_at, 'source', source) from preference
      where preference.organisation_id = app_organisation_id() and preference.customer_id = person.customer_id
        and channel = 'campaign' and not subscribed) end,
    'suppressions', case when person.reasons & ${sql.lit(SUPPRESSION_BITS)} = 0 then '[]' else (
      select coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'kind', kind, 'at', created_at, 'words', words) order by id), '[]')
      from suppression where suppression.organisation_id = app_organisation_id() and lifted_at is null
        and value_key in (person.email_key, split_part(person.email_key, '@', 2))) end,
    'last_contact_at', person.last_contact_at,
    'mailbox_taken_by', case when person.reasons & ${sql.lit(reasonBit("same_mailbox"))} <> 0 then (
      select btrim(customer.first_name || ' ' || customer.last_name)
      from customer left join standing on standing.organisation_id = customer.organisation_id
        and standing.customer_id = customer.id and standing.pass_id = ${passId}
      where customer.organisation_id = app_organisation_id() and customer.email_key = person.email_key
        and customer.id not in ${listedOn("exclude", campaignId)}
        and case when customer.id in ${listedOn("add", campaignId)}
              then (select reasons_on(clock.today, clock.at, reach.reasons, null, null, reach.last_contact_at) & ~${sql.lit(PASS_RULE_BITS)}
                    from customer_reach reach where reach.organisation_id = app_organisation_id() and reach.customer_id = customer.id)
              else ${standingReasons} end = 0
      order by ${mailboxOrder} limit 1) end)`;
}
