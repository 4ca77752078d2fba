import { shownAddress } from "@packpost/db/address";
import type { BounceKind, DropReason } from "@packpost/db/enums";
import { type RawBuilder, sql } from "kysely";
import { explainReasons, type Reason } from "../../audience/explain-reasons.ts";
import type { ReasonFacts } from "../../audience/person-reasons-sql.ts";
import { reasonsIn } from "../../audience/reasons.ts";
import { instantFrom } from "../../paging/instant.ts";
import type { RecipientStatus } from "../buckets.ts";

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
  /** All reasons why somebody was skipped, with pets and dates as they were then; empty for anybody else. */
  reasons: Reason[];
  dropReason: DropReason | null;
  bounce: "hard" | "soft" | null;
  bounceKind: BounceKind | null;
  /** The provider's own words. */
  providerMessage: string | null;
  /** What a machine has done with it and no person has yet (C11); a click outranks an opening. */
  bot: "opened" | "clicked" | null;
  /** When a person first opened it and first followed a link of it. */
  openedAt: Date | null;
  clickedAt: Date | null;
  /** The newest a person did with it; null = nobody has, or it is not known. */
  lastOpening: { at: Date; device: string | null } | null;
  lastClick: { at: Date; url: string; device: string | null } | null;
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
  skip_facts: (ReasonFacts & { email: string | null }) | null;
  drop_reason: DropReason | null;
  bounce: "hard" | "soft" | null;
  bounce_kind: BounceKind | null;
  providerMessage: string | null;
  bot: "opened" | "clicked" | null;
  opened_at: string | null;
  clicked_at: string | null;
  last_opening: { at: string; device: string | null } | null;
  last_click: { at: string; url: string; device: string | null } | null;
  file_changed_at: string;
}

/** What is told of a `recipient` and their `customer`; acts by opening_by_recipient and click_by_recipient. */
export const lineColumns: RawBuilder<unknown> = sql`
  recipient.id, recipient.customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.number,
  coalesce(recipient.email, recipient.skip_facts->>'email', customer.email) as email, recipient.status,
  case when recipient.status = 'claimed' then recipient.claimed_at else recipient.status_at end as status_at, recipient.skip_reasons, recipient.skip_facts,
  recipient.drop_reason, recipient.bounce_kind, recipient.provider_message as "providerMessage", customer.updated_at as file_changed_at,
  case when recipient.hard_bounced_at is not null then 'hard' when recipient.soft_bounced_at is not null then 'soft' end as bounce,
  case when recipient.bot_clicked_at is not null and recipient.clicked_at is null then 'clicked'
       when recipient.bot_opened_at is not null and recipient.opened_at is null then 'opened' end as bot,
  recipient.opened_at, recipient.clicked_at,
  case when recipient.opened_at is not null then (
    select jsonb_build_object('at', at, 'device', device) from opening
    where organisation_id = app_organisation_id() and recipient_id = recipient.id and not bot order by at desc limit 1) end as last_opening,
  case when recipient.clicked_at is not null then (
    select jsonb_build_object('at', at, 'url', url, 'device', device) from click
    where organisation_id = app_organisation_id() and recipient_id = recipient.id and not bot order by at desc limit 1) end as last_click`;

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
    // Older rows kept the reasons alone.
    reasons:
      row.skip_facts === null
        ? reasonsIn(row.skip_reasons).map((code) => ({ code }))
        : explainReasons(row.skip_reasons, row.skip_facts, row.skip_facts.email),
    dropReason: row.drop_reason,
    bounce: row.bounce,
    bounceKind: row.bounce_kind,
    providerMessage: row.providerMessage,
    bot: row.bot,
    openedAt: instantFrom(row.opened_at),
    clickedAt: instantFrom(row.clicked_at),
    lastOpening: row.last_opening && { ...row.last_opening, at: instantFrom(row.last_opening.at) },
    lastClick: row.last_click && { ...row.last_click, at: instantFrom(row.last_click.at) },
    fileChangedAt: instantFrom(row.file_changed_at),
  };
}
