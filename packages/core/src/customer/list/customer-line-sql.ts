import { shownAddress } from "@packpost/db/address";
import { type RawBuilder, sql } from "kysely";
import { shownNumber } from "../../address/read-number.ts";
import { explainReasons, type Reason } from "../../audience/explain-reasons.ts";
import { type ConsentFacts, consentFacts } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { type UntextableReason, whyNotTextable } from "../../texting/why-not-textable-sql.ts";
import { type EmailState, emailStateOf, type TextState, textStateOf } from "../states.ts";
import { lastContact } from "./customer-filter-sql.ts";

/** One customer of the list (P1): who they are, and whether mail and texts reach them. */
export interface CustomerLine {
  id: string;
  number: number;
  name: string;
  /** As they stand in the file, where `name` makes up for what is missing. */
  firstName: string;
  lastName: string;
  contact: "primary" | "secondary";
  family: { id: string; name: string };
  /** Of the family's active ones. */
  petNames: string[];
  /** As people read it. */
  email: string | null;
  emailState: EmailState;
  /** What stands behind it; empty where mail can go. */
  emailReasons: Reason[];
  /** As people read it. */
  phone: string | null;
  textState: TextState;
  textReason: UntextableReason | null;
  lastTransactionAt: Date | null;
  /** When campaigns end, or ended, unless something is bought, visited or paid for (P7). */
  silentFrom: Date;
  silent: boolean;
}

/** A row of {@link readLines}. */
export interface LineRow {
  customer_id: string;
  number: number;
  name: string;
  first_name: string;
  last_name: string;
  contact: "primary" | "secondary";
  family: { id: string; name: string };
  pet_names: string[];
  email: string | null;
  reasons: number;
  facts: ConsentFacts;
  phone: string | null;
  text_reason: UntextableReason | null;
  last_transaction_at: string | null;
  silent_from: string;
  silent: boolean;
  search_key: string;
  /** Where it stands in the order, as the cursor wants it. */
  place: (string | number)[];
}

/**
 * Some people as lines of the list, judged from each of them outward by key; what stands behind their states is read for the page alone.
 * One row at least, so that it can say how many it has looked at.
 * @param people a select of `id`, and of whatever `order` and `place` name of `people`
 * @param options.shown whether `customer` with their `reach` belongs to it
 * @param options.place the keyset of a row, as a JSON array
 */
export function linesOf(
  ctx: Context,
  people: RawBuilder<unknown>,
  options: {
    readonly shown: RawBuilder<boolean>;
    readonly order: RawBuilder<unknown>;
    readonly place: RawBuilder<unknown>;
    readonly most: number;
  },
): RawBuilder<(LineRow | Record<keyof LineRow, null>) & { looked: number }> {
  const { shown, order, place, most } = options;
  return sql`
    with people as materialized (${people}),
    person as materialized (
      select *, row_number() over () as nth from (
      select ${personColumns}, ${place} as place
      from people
      cross join lateral (
        select * from customer where organisation_id = app_organisation_id() and id = people.id offset 0) customer
      cross join lateral (
        select reasons, last_contact_at from customer_contactability
        where organisation_id = app_organisation_id() and customer_id = customer.id offset 0) reach
      where ${shown} order by ${order} limit ${sql.lit(most)}) ordered)
    select looked.n as looked, ${lineColumns(ctx)}, person.place, person.nth
    from (select count(*)::int as n from people) looked left join person on true
    order by person.nth`;
}

/** Of `customer` and `reach`, what a line is made of by {@link lineColumns}. */
export const personColumns: RawBuilder<unknown> = sql`
  customer.id as customer_id, customer.number, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.first_name, customer.last_name, customer.contact,
  customer.family_id, customer.pet_names, customer.email, customer.email_key, customer.phone, customer.last_transaction_at, customer.search_key,
  reach.reasons, ${lastContact} as last_contact`;

/** Of `person`, with their family and what stands behind their states. */
export function lineColumns(ctx: Context): RawBuilder<unknown> {
  return sql`person.customer_id, person.number, person.name, person.first_name, person.last_name, person.contact, person.pet_names, person.email, person.reasons, person.phone,
    person.last_transaction_at, person.search_key,
    person.last_contact + interval '2 years' as silent_from, person.last_contact < app_now() - interval '2 years' as silent,
    (select jsonb_build_object('id', family.id, 'name', family.name) from family
     where family.organisation_id = app_organisation_id() and family.id = person.family_id) as family,
    case when person.customer_id is not null then ${consentFacts} end as facts,
    case when person.customer_id is not null then ${whyNotTextable(ctx, sql`person.phone`, sql`person.customer_id`)} end as text_reason`;
}

/** A row as the page and the file tell it. */
export function lineOf(row: LineRow): CustomerLine {
  const facts = { ...row.facts, pets: [], last_contact_at: "", mailbox_taken_by: null };
  return {
    id: row.customer_id,
    number: row.number,
    name: row.name === "" ? `Customer ${row.number}` : row.name,
    firstName: row.first_name,
    lastName: row.last_name,
    contact: row.contact,
    family: row.family,
    petNames: row.pet_names,
    email: row.email && shownAddress(row.email),
    emailState: emailStateOf(row.reasons),
    emailReasons: explainReasons(row.reasons, facts, row.email),
    phone: row.phone && shownNumber(row.phone),
    textState: textStateOf(row.text_reason),
    textReason: row.text_reason,
    lastTransactionAt: instantFrom(row.last_transaction_at),
    silentFrom: instantFrom(row.silent_from),
    silent: row.silent,
  };
}
