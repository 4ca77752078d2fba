import type { RecipientStatus } from "@packpost/db/enums";
import { type RawBuilder, sql } from "kysely";
import { shownNumber } from "../address/read-number.ts";
import { type AlertReason, alertReasonsIn, reasonBit } from "../audience/reasons.ts";
import { statusesIn } from "../campaign/buckets.ts";
import { instantFrom } from "../paging/instant.ts";
import type { AlertRecipientFilter } from "./recipient-filters.ts";

/** One person of an alert and what became of their text. */
export interface AlertRecipientLine {
  recipientId: string;
  customerId: string;
  familyId: string;
  /** Where the text stands; null where none was sent. */
  threadId: string | null;
  name: string;
  /** E.164 and as people read it; null = none. */
  number: string | null;
  shown: string | null;
  status: RecipientStatus;
  statusAt: Date | null;
  /** Why not, of those who were skipped. */
  reasons: AlertReason[];
  /** Of one whose number somebody else has: who was texted at it. */
  sameAs: string | null;
  /** The provider's or carrier's words, in plain ones, with its code. */
  providerMessage: string | null;
  /** The first appointment in the range. */
  startsAt: Date;
  appointments: number;
  heldUntil: Date | null;
  lateJoiner: boolean;
  /** What became of the same as mail; null = none was sent. */
  email: { deliveryId: string; status: RecipientStatus } | null;
}

export interface PersonRow {
  readonly id: string;
  readonly customer_id: string;
  readonly family_id: string;
  readonly thread_id: string | null;
  readonly name: string;
  readonly number: string | null;
  readonly status: RecipientStatus;
  readonly status_at: string | null;
  readonly skip_reasons: number;
  readonly same_as: string | null;
  readonly provider_message: string | null;
  readonly starts_at: string;
  readonly appointments: number;
  readonly held_until: string | null;
  readonly late_joiner: boolean;
  readonly mail_id: string | null;
  readonly mail_status: RecipientStatus | null;
}

/** People of an alert as a statement of {@link PersonRow}: what stands behind "select … from". By the key of alert_recipient. */
export const personColumns = sql`recipient.id, who.customer_id, who.family_id, entry.thread_id, btrim(customer.first_name || ' ' || customer.last_name) as name, who.number,
  recipient.status, recipient.status_at, recipient.skip_reasons, recipient.provider_message, who.starts_at, who.appointments,
  case when recipient.status = 'waiting' then who.held_until end as held_until, who.late_joiner, mail.id as mail_id, mail.status as mail_status,
  (select btrim(holder.first_name || ' ' || holder.last_name) from customer holder where holder.organisation_id = who.organisation_id and holder.id = who.same_as) as same_as`;

export const personTables = sql`alert_recipient who
  join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
  join customer on customer.organisation_id = who.organisation_id and customer.id = who.customer_id
  left join entry on entry.organisation_id = who.organisation_id and entry.id = recipient.id
  left join delivery mail on mail.organisation_id = who.organisation_id and mail.id = who.email_delivery_id`;

const listOf = (words: readonly string[]) => sql.join(words.map((word) => sql.lit(word)));
/** Those who are left out although a text was meant for them: not who is reached at another's phone, and not who does not come any more. */
const reachableOtherwise = [
  "no_number",
  "invalid_number",
  "not_textable",
  "opted_out",
  "text_unsubscribed",
  "blocked_number",
  "held_number",
  "quiet_hours",
] as const satisfies readonly AlertReason[];
const reachableBits = reachableOtherwise.reduce((bits, code) => bits | reasonBit(code), 0);
const goneBits =
  reasonBit("appointment_cancelled") | reasonBit("appointment_moved") | reasonBit("appointment_begun");

const notReached = sql`(${listOf([...statusesIn("failed"), "cancelled", "unconfirmed"])})`;

/** They still come: what was right when the alert was sent may be over by now. By appointment_by_family. */
const stillComes = sql`exists (
  select from alert join appointment visit on visit.organisation_id = alert.organisation_id and visit.family_id = who.family_id
  where alert.organisation_id = who.organisation_id and alert.id = who.alert_id and visit.status = 'scheduled'
    and visit.starts_at >= alert.from_at and visit.starts_at < alert.until_at and visit.starts_at > app_now())`;

/** Whose number somebody else has: they were to hear of it from them. */
const holderNotReached = sql`exists (
  select from recipient holder where holder.customer_id = who.same_as and holder.broadcast_id = who.alert_id
    and holder.organisation_id = who.organisation_id and holder.status in ${notReached})`;

/** Whom an alert has not reached, and who still comes (A13), as a condition on {@link personTables}. */
export const isUnreached: RawBuilder<boolean> = sql<boolean>`((recipient.status in ${notReached}
    or recipient.status = 'skipped' and recipient.skip_reasons & ${sql.lit(goneBits)} = 0
      and (recipient.skip_reasons & ${sql.lit(reachableBits)} <> 0 or recipient.skip_reasons = ${sql.lit(reasonBit("same_number"))} and ${holderNotReached}))
  and ${stillComes})`;

/** Whom a filter shows, as a condition on {@link personTables}. */
export function isShown(filter: AlertRecipientFilter): RawBuilder<unknown> {
  if (filter === "all") return sql`true`;
  if (filter === "unreached") return isUnreached;
  return sql`recipient.status in (${listOf(statusesIn(filter))})`;
}

export function personOf(row: PersonRow): AlertRecipientLine {
  return {
    recipientId: row.id,
    customerId: row.customer_id,
    familyId: row.family_id,
    threadId: row.thread_id,
    name: row.name,
    number: row.number,
    shown: row.number === null ? null : shownNumber(row.number),
    status: row.status,
    statusAt: instantFrom(row.status_at),
    reasons: alertReasonsIn(row.skip_reasons),
    sameAs: row.same_as,
    providerMessage: row.provider_message,
    startsAt: instantFrom(row.starts_at),
    appointments: row.appointments,
    heldUntil: instantFrom(row.held_until),
    lateJoiner: row.late_joiner,
    email:
      row.mail_id === null || row.mail_status === null
        ? null
        : { deliveryId: row.mail_id, status: row.mail_status },
  };
}
