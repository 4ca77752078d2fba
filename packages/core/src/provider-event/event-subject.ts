import type { EmailEvent } from "@packpost/providers/email-event";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/** What an event can be about: a person of a broadcast, or one delivery. */
export type SubjectKind = "recipient" | "delivery";

/** An event whose row is known. */
export interface MatchedEvent {
  readonly event: EmailEvent;
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Where facts of one kind of subject stand: all that differs between a recipient and a delivery. */
export interface SubjectTable {
  readonly table: RawBuilder<unknown>;
  /** The column of `opening` and `click` that names the row. */
  readonly reference: RawBuilder<unknown>;
  /** What `click` keeps of the row beside that, as columns and as values of `subject`. */
  readonly clickColumns: RawBuilder<unknown>;
  readonly clickValues: RawBuilder<unknown>;
  /** The address that the mail went to, and its mailbox. */
  readonly address: RawBuilder<unknown>;
  readonly mailbox: RawBuilder<unknown>;
  /** Whether an opt-out reported of `subject` is one from campaigns. */
  readonly isOfCampaign: RawBuilder<boolean>;
  /** Facts beyond those that both have, as SQL over `held` and `reported`. */
  readonly ownFacts: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Whether the words that stand there say only why no answer came. */
  readonly wordsAreOfSilence: RawBuilder<boolean>;
}

export const subjectTables: Readonly<Record<SubjectKind, SubjectTable>> = {
  recipient: {
    table: sql.table("recipient"),
    reference: sql.ref("recipient_id"),
    clickColumns: sql`recipient_id, broadcast_id`,
    clickValues: sql`subject.id, subject.broadcast_id`,
    address: sql`subject.email`,
    mailbox: sql`subject.email_key`,
    isOfCampaign: sql<boolean>`true`,
    // The most telling of several (they sort that way), in whatever order they come.
    ownFacts: { bounce_kind: sql`greatest(held.bounce_kind, reported.bounce_kind)` },
    wordsAreOfSilence: sql<boolean>`false`,
  },
  delivery: {
    table: sql.table("delivery"),
    reference: sql.ref("delivery_id"),
    clickColumns: sql`delivery_id`,
    clickValues: sql`subject.id`,
    address: sql`subject.address`,
    mailbox: sql`coalesce(address_key(subject.address), lower(btrim(subject.address)))`,
    // What a notice tells is no campaign's text.
    isOfCampaign: sql<boolean>`subject.purpose in ('preview', 'copy')`,
    // Its claim is open while this stands: whatever speaks of the mail ends that.
    ownFacts: { call_until: sql`case when reported.proof_at is null then held.call_until end` },
    wordsAreOfSilence: sql<boolean>`held.call_until is not null`,
  },
};

/**
 * The row by an id, as a sub-select: one look-up by key for each event, whatever statistics say. In a plain join the planner
 * may read all rows of the organisation for a handful of events (docs/decisions/2026-11-22-plans-by-index.md).
 */
export function subjectById(
  ctx: Context,
  { table }: SubjectTable,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select * from ${table} by_id where by_id.id = ${id} and by_id.organisation_id = ${ctx.organisationId} offset 0`;
}
