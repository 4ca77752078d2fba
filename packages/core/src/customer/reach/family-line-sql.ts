import { shownAddress } from "@packpost/db/address";
import { type RawBuilder, sql } from "kysely";
import { shownNumber } from "../../address/read-number.ts";
import { explainReasons, type Reason } from "../../audience/explain-reasons.ts";
import { type ConsentFacts, consentFacts, nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { type UntextableReason, whyNotTextable } from "../../texting/why-not-textable-sql.ts";
import { type EmailState, emailStateOf, type TextState, textStateOf } from "../states.ts";
import { codeComesBack, signedInAt } from "./ways-sql.ts";

/** Whether a customer can write and read in their own pages: has signed in, can by the code that is mailed to them, or cannot. */
export type PortalState = "signed_in" | "can" | "no_address" | "bounced";

/** One of a family, and by which ways they can be reached (P11). */
export interface ReachablePerson {
  id: string;
  number: number;
  name: string;
  contact: "primary" | "secondary";
  /** As people read it. */
  email: string | null;
  emailState: EmailState;
  emailReasons: Reason[];
  /** As people read it. */
  phone: string | null;
  textState: TextState;
  textReason: UntextableReason | null;
  portal: PortalState;
  /** When they were last there. */
  signedInAt: Date | null;
}

/** A family, and how it can be reached. */
export interface FamilyLine {
  id: string;
  name: string;
  petNames: string[];
  people: ReachablePerson[];
}

interface PersonRow {
  id: string;
  number: number;
  name: string;
  contact: "primary" | "secondary";
  email: string | null;
  hasMailbox: boolean;
  comesBack: boolean;
  reasons: number;
  facts: ConsentFacts;
  phone: string | null;
  textReason: UntextableReason | null;
  signedInAt: string | null;
}

export interface FamilyRow {
  family_id: string;
  name: string;
  pet_names: string[];
  people: PersonRow[];
  place: (string | number)[];
}

/** Of `head`, a row of (family_id, pet_names, place): the family and everybody of it, each judged by key. */
export function familyColumns(ctx: Context): RawBuilder<unknown> {
  return sql`head.family_id, head.pet_names, head.place,
    (select family.name from family where family.organisation_id = app_organisation_id() and family.id = head.family_id) as name,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'id', person.customer_id, 'number', person.number, 'name', person.name, 'contact', person.contact, 'email', person.email,
        'hasMailbox', person.email_key is not null, 'comesBack', ${codeComesBack(sql`person.email_key`)}, 'reasons', person.reasons, 'facts', ${consentFacts},
        'phone', person.phone, 'textReason', ${whyNotTextable(ctx, sql`person.phone`, sql`person.customer_id`)},
        'signedInAt', ${signedInAt(sql`person.customer_id`)}) order by person.contact, person.customer_id), '[]')
     from (
       select customer.id as customer_id, customer.number, ${nameOf("customer")} as name, customer.contact, customer.email, customer.email_key, customer.phone,
         reach.reasons
       from customer
       cross join lateral (
         select reasons from customer_contactability where organisation_id = app_organisation_id() and customer_id = customer.id offset 0) reach
       where customer.organisation_id = app_organisation_id() and customer.family_id = head.family_id offset 0) person) as people`;
}

/** A row as pages and the file tell it. */
export function familyOf(row: FamilyRow): FamilyLine {
  return { id: row.family_id, name: row.name, petNames: row.pet_names, people: row.people.map(personOf) };
}

function personOf(row: PersonRow): ReachablePerson {
  const { id, number, name, contact, email, phone, reasons, textReason } = row;
  const facts = { ...row.facts, pets: [], last_contact_at: "", mailbox_taken_by: null };
  return {
    ...{ id, number, name, contact, textReason },
    email: email && shownAddress(email),
    emailState: emailStateOf(reasons),
    emailReasons: explainReasons(reasons, facts, email),
    phone: phone && shownNumber(phone),
    textState: textStateOf(textReason),
    portal:
      row.signedInAt !== null
        ? "signed_in"
        : !row.hasMailbox
          ? "no_address"
          : row.comesBack
            ? "bounced"
            : "can",
    signedInAt: instantFrom(row.signedInAt),
  };
}
