import { shownAddress } from "@packpost/db/address";
import type { BounceKind, DropReason } from "@packpost/db/words";
import { type RawBuilder, sql } from "kysely";
import { type ReasonCode, reasonsIn } from "../audience/reasons.ts";
import { instantFrom } from "../paging/instant.ts";
import type { RecipientStatus } from "./buckets.ts";
import type { RecipientFilter } from "./words.ts";

/** One person of a sent campaign and what became of their mail (C9, C10). */
export interface RecipientLine {
  id: string;
  customerId: string;
  /** The customer's number. */
  number: number;
  name: string;
  /** The address used, frozen at the claim; before that the customer's present one. As people read it. */
  email: string | null;
  status: RecipientStatus;
  /** When the status last moved; null while waiting. */
  statusAt: Date | null;
  skipReasons: ReasonCode[];
  dropReason: DropReason | null;
  bounce: "hard" | "soft" | null;
  bounceKind: BounceKind | null;
  /** The provider's own words. */
  words: string | null;
  /** What a machine has done with it and no person has yet (C11); a click outranks an opening. */
  machine: "opened" | "clicked" | null;
  /** When the customer's file last changed (C10). */
  fileChangedAt: Date;
}

/** A row of {@link lineColumns}. */
export interface LineRow {
  id: string;
  customer_id: string;
  name: string;
  number: number;
  email: string | null;
  status: RecipientStatus;
  status_at: string | null;
  skip_reasons: number;
  drop_reason: DropReason | null;
  bounce: "hard" | "soft" | null;
  bounce_kind: BounceKind | null;
  words: string | null;
  machine: "opened" | "clicked" | null;
  file_changed_at: string;
}

/** What is told of a `recipient` and their `customer`. */
export const lineColumns: RawBuilder<unknown> = sql`
  recipient.id, recipient.customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.number,
  coalesce(recipient.email, customer.email) as email, recipient.status, recipient.status_at, recipient.skip_reasons,
  recipient.drop_reason, recipient.bounce_kind, recipient.words, customer.updated_at as file_changed_at,
  case when recipient.hard_bounced_at is not null then 'hard' when recipient.soft_bounced_at is not null then 'soft' end as bounce,
  case when recipient.machine_clicked_at is not null and recipient.clicked_at is null then 'clicked'
       when recipient.machine_opened_at is not null and recipient.opened_at is null then 'opened' end as machine`;

/**
 * What a filter shows: the statuses its people can have, by which the index recipient_by_status finds them, and where
 * that is not all the fact itself. `delivered`, `opened` count people whom it ever happened to, as the tiles do.
 */
const shown: Record<RecipientFilter, { statuses: readonly RecipientStatus[]; fact?: string }> = {
  all: { statuses: [] },
  waiting: { statuses: ["waiting", "claimed"] },
  sent: { statuses: ["sent"] },
  delivered: {
    statuses: ["delivered", "opened", "clicked", "bounced", "unsubscribed", "spam_complaint"],
    fact: "delivered_at",
  },
  opened: { statuses: ["opened", "clicked", "bounced", "unsubscribed", "spam_complaint"], fact: "opened_at" },
  clicked: { statuses: ["clicked", "bounced", "unsubscribed", "spam_complaint"], fact: "clicked_at" },
  bounced: { statuses: ["bounced"] },
  unsubscribed: { statuses: ["unsubscribed", "bounced", "spam_complaint"], fact: "unsubscribed_at" },
  spam_complaint: { statuses: ["spam_complaint"], fact: "complained_at" },
  failed: { statuses: ["dropped", "failed"] },
  skipped: { statuses: ["skipped"] },
  cancelled: { statuses: ["cancelled"] },
  unconfirmed: { statuses: ["unconfirmed"] },
};

/** Whether a filter shows a row of `recipient`. */
export function recipientShown(filter: RecipientFilter): RawBuilder<unknown> {
  const { statuses, fact } = shown[filter];
  const inStatus = statuses.length === 0 ? sql`true` : sql`recipient.status in (${sql.join(statuses)})`;
  return fact === undefined ? inStatus : sql`${inStatus} and ${sql.ref(`recipient.${fact}`)} is not null`;
}

/** A row as the pages and the file tell it. */
export function lineOf(row: LineRow): RecipientLine {
  return {
    id: row.id,
    customerId: row.customer_id,
    number: row.number,
    name: row.name === "" ? `Customer ${row.number}` : row.name,
    email: row.email && shownAddress(row.email),
    status: row.status,
    statusAt: instantFrom(row.status_at),
    skipReasons: reasonsIn(row.skip_reasons),
    dropReason: row.drop_reason,
    bounce: row.bounce,
    bounceKind: row.bounce_kind,
    words: row.words,
    machine: row.machine,
    fileChangedAt: instantFrom(row.file_changed_at),
  };
}
