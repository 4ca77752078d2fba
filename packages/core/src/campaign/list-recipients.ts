import type { BounceKind, DropReason } from "@packpost/db/entities/recipient.entity";
import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type ReasonCode, reasonsIn } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging/cursor.ts";
import { instantFrom } from "../paging/instant.ts";
import type { RecipientStatus } from "./buckets.ts";
import { findCampaign } from "./find-campaign.ts";
import type { ListRecipientsInput } from "./schemas.ts";
import type { RecipientFilter } from "./words.ts";

/** One person of a sent campaign and what became of their mail (C9, C10). */
export interface RecipientLine {
  id: string;
  customerId: string;
  /** The customer's number. */
  number: number;
  name: string;
  /** The address used, frozen at the claim; before that the customer's present one. */
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

export interface RecipientPage {
  recipients: RecipientLine[];
  nextCursor: string | null;
}

interface Row {
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
  sort_key: string;
}

/** Statuses that a filter shows. `delivered`, `opened` count people whom it ever happened to, as the tiles do. */
const conditions: Record<RecipientFilter, RawBuilder<unknown>> = {
  all: sql`true`,
  waiting: sql`recipient.status in ('waiting', 'claimed')`,
  sent: sql`recipient.status = 'sent'`,
  delivered: sql`recipient.delivered_at is not null`,
  opened: sql`recipient.opened_at is not null`,
  clicked: sql`recipient.clicked_at is not null`,
  bounced: sql`recipient.status = 'bounced'`,
  unsubscribed: sql`recipient.unsubscribed_at is not null`,
  spam_complaint: sql`recipient.complained_at is not null`,
  failed: sql`recipient.status in ('dropped', 'failed')`,
  skipped: sql`recipient.status = 'skipped'`,
  cancelled: sql`recipient.status = 'cancelled'`,
  unconfirmed: sql`recipient.status = 'unconfirmed'`,
};

/**
 * A page of a campaign's recipients by name.
 * @throws {PackpostError} not_found
 */
export async function listRecipients({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListRecipientsInput;
}): Promise<RecipientPage> {
  requirePermission(ctx, "campaign.read");
  const after = input.cursor ? decodeCursor(input.cursor, 2) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const { rows } = await sql<Row>`
      select recipient.id, recipient.customer_id, btrim(customer.first_name || ' ' || customer.last_name) as name, customer.number,
             coalesce(recipient.email, customer.email) as email, recipient.status, recipient.status_at, recipient.skip_reasons,
             recipient.drop_reason, recipient.bounce_kind, recipient.words, customer.updated_at as file_changed_at, customer.search_key as sort_key,
             case when recipient.hard_bounced_at is not null then 'hard' when recipient.soft_bounced_at is not null then 'soft' end as bounce,
             case when recipient.machine_clicked_at is not null and recipient.clicked_at is null then 'clicked'
                  when recipient.machine_opened_at is not null and recipient.opened_at is null then 'opened' end as machine
      from recipient
      join customer on customer.organisation_id = app_organisation_id() and customer.id = recipient.customer_id
      where recipient.organisation_id = app_organisation_id() and recipient.campaign_id = ${input.campaignId}
        and ${conditions[input.filter]}
        and ${input.search === "" ? sql`true` : sql`customer.id in (select search_customers(${input.search}))`}
        and ${after === null ? sql`true` : sql`(customer.search_key, recipient.id) > (${after[0]}::text, ${after[1]}::text::uuid)`}
      order by customer.search_key, recipient.id
      limit ${input.pageSize + 1}`.execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      recipients: page.map(lineOf),
      nextCursor: last === undefined ? null : encodeCursor([last.sort_key, last.id]),
    };
  });
}

function lineOf(row: Row): RecipientLine {
  return {
    id: row.id,
    customerId: row.customer_id,
    number: row.number,
    name: row.name === "" ? `Customer ${row.number}` : row.name,
    email: row.email,
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
