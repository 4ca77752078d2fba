import { type RawBuilder, sql } from "kysely";
import { blockedBy } from "../address/blocked-by-sql.ts";
import { eligibilityReasons, mailboxOrder } from "./audience-sql.ts";
import { HAD_ENOUGH_BIT } from "./had-enough-sql.ts";
import { listedOn, PASS_RULE_BITS } from "./manual-lists-sql.ts";
import { bitsOf, reasonBit } from "./reasons.ts";

/** Reasons that speak of pets, and of suppressions. */
const PET_BITS = bitsOf([
  "pet_inactive",
  "registration_none",
  "registration_inactive",
  "registration_expired",
]);
const SUPPRESSION_BITS = bitsOf(["hard_bounced", "complained", "suppressed_by_hand", "suppressed_domain"]);

/** Whose audience: the pass by its id, or by an expression of the statement. */
interface FactsKey {
  readonly campaignId: string;
  readonly passId: string | RawBuilder<unknown>;
}

/** Consent and suppression, whatever the pass. */
export interface ConsentFacts {
  /** `by`: the mailbox said no, not this person: whose choice it was, null = nobody whom we know. */
  unsubscribed: { at: string; source: string; by?: string | null } | null;
  suppressions: { reason: string; kind: string; at: string; providerMessage: string | null }[];
}

/** What lies behind one person's reasons, for one page of people at a time. */
export interface ReasonFacts extends ConsentFacts {
  /** The family's pets with their registration of the pass; `valid_through` is `2026-10-03`. */
  pets: {
    /** Absent in what was frozen before it was kept. */
    id?: string;
    name: string;
    active: boolean;
    registration: "active" | "inactive" | null;
    valid_through: string | null;
  }[];
  last_contact_at: string;
  /** Who receives in this person's stead at the shared mailbox. */
  mailbox_taken_by: string | null;
  /** The campaigns that their mailbox had lately, newest first; absent in what was frozen before they were counted. */
  lately?: { name: string; at: string }[] | null;
}

/**
 * Whose choice it was that `person` (customer_id, email_key) gets no campaigns (C18): their own, else what was said at the
 * mailbox, else that of somebody else at it. As customer_contactability judges it.
 */
const whoOptedOut: RawBuilder<ReasonFacts["unsubscribed"]> = sql<ReasonFacts["unsubscribed"]>`coalesce(
  (select jsonb_build_object('at', changed_at, 'source', source) from preference
   where preference.organisation_id = app_organisation_id() and preference.customer_id = person.customer_id
     and channel = 'campaign' and not subscribed),
  (select jsonb_build_object('at', changed_at, 'source', source, 'by', ${nameOf("customer")})
   from mailbox_choice left join customer on customer.organisation_id = app_organisation_id() and customer.id = mailbox_choice.customer_id
   where mailbox_choice.organisation_id = app_organisation_id() and mailbox_choice.email_key = person.email_key and not subscribed),
  (select jsonb_build_object('at', changed_at, 'source', source, 'by', ${nameOf("customer")})
   from customer join preference on preference.organisation_id = customer.organisation_id and preference.customer_id = customer.id
     and channel = 'campaign' and not subscribed
   where customer.organisation_id = app_organisation_id() and customer.email_key = person.email_key
   order by changed_at limit 1))`;

/**
 * The facts of `person` (customer_id, email_key, reasons) that have nothing to do with a pass: whose opt-out, which
 * suppressions. Each is looked up only where the reasons ask for it.
 */
export const consentFacts: RawBuilder<ConsentFacts> = sql<ConsentFacts>`jsonb_build_object(
    'unsubscribed', case when person.reasons & ${sql.lit(reasonBit("unsubscribed"))} <> 0 then ${whoOptedOut} end,
    'suppressions', case when person.reasons & ${sql.lit(SUPPRESSION_BITS)} = 0 then '[]' else (
      select coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'kind', kind, 'at', created_at, 'providerMessage', provider_message) order by id), '[]')
      from suppression where suppression.organisation_id = app_organisation_id()
        and ${blockedBy("email", sql`person.email_key`)}) end)`;

/** What somebody is called in a reason: "Ana Okafor", else "Customer 1042"; null for nobody. @param customer what the row is named */
export function nameOf(customer: string): RawBuilder<string | null> {
  const column = (name: string) => sql.ref(`${customer}.${name}`);
  return sql`coalesce(nullif(btrim(${column("first_name")} || ' ' || ${column("last_name")}), ''), 'Customer ' || ${column("number")})`;
}

/**
 * Why somebody is skipped, frozen as it is now (recipient.skip_facts): the facts behind the reasons, and what stood as their address.
 * Needs `clock` in scope.
 * @param skipped the customer's id and the bits of their reasons
 */
export function frozenFacts(
  key: FactsKey,
  skipped: { customerId: RawBuilder<unknown>; reasons: RawBuilder<unknown> },
): RawBuilder<unknown> {
  return sql`(
    select ${reasonFacts(key)} || jsonb_build_object('email', person.email)
    from (
      select customer.id as customer_id, customer.family_id, customer.email, customer.email_key, ${skipped.reasons} as reasons,
        coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at
      from customer where customer.organisation_id = app_organisation_id() and customer.id = ${skipped.customerId} offset 0) person)`;
}

/**
 * Needs `clock` (see audience-sql) in scope. Facts of `person` (customer_id, family_id, email_key, last_contact_at, reasons)
 * as one JSON value; each is looked up only where the reasons ask for it.
 */
export function reasonFacts({ campaignId, passId }: FactsKey): RawBuilder<ReasonFacts> {
  return sql<ReasonFacts>`${consentFacts} || jsonb_build_object(
    'pets', case when person.reasons & ${sql.lit(PET_BITS)} = 0 then '[]' else (
      select coalesce(jsonb_agg(jsonb_build_object('id', pet.id, 'name', pet.name, 'active', pet.status = 'active',
               'registration', registration.status, 'valid_through', registration.valid_through) order by pet.created_at, pet.id), '[]')
      from pet left join registration on registration.organisation_id = pet.organisation_id
        and registration.pet_id = pet.id and registration.pass_id = ${passId}
      where pet.organisation_id = app_organisation_id() and pet.family_id = person.family_id) end,
    'lately', case when person.reasons & ${HAD_ENOUGH_BIT} <> 0 then (
      select jsonb_agg(jsonb_build_object('name', recent.name, 'at', recent.at) order by recent.at desc)
      from recent_campaigns(${campaignId}::uuid) recent cross join lateral (
        select from recipient got
        where got.organisation_id = app_organisation_id() and got.broadcast_id = recent.broadcast_id and got.email_key = person.email_key
          and got.skipped_at is null and has_reached(got.status, got.delivered_at) offset 0) got) end,
    'last_contact_at', person.last_contact_at,
    'mailbox_taken_by', case when person.reasons & ${sql.lit(reasonBit("same_mailbox"))} <> 0 then (
      select btrim(customer.first_name || ' ' || customer.last_name)
      from customer left join eligibility on eligibility.organisation_id = customer.organisation_id
        and eligibility.customer_id = customer.id and eligibility.pass_id = ${passId}
      where customer.organisation_id = app_organisation_id() and customer.email_key = person.email_key
        and customer.id not in ${listedOn("exclude", campaignId)}
        and case when customer.id in ${listedOn("add", campaignId)}
              then (select reasons_on(clock.today, clock.at, contactability.reasons, null, null, contactability.last_contact_at) & ~${sql.lit(PASS_RULE_BITS)}
                    from customer_contactability contactability where contactability.organisation_id = app_organisation_id() and contactability.customer_id = customer.id)
              else ${eligibilityReasons} end = 0
      order by ${mailboxOrder} limit 1) end)`;
}
