import type { NoticeOutcome } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { blockedBy } from "../../address/blocked-by-sql.ts";
import type { Context } from "../../context.ts";

/** A message that somebody has neither read nor got as a text or mail. */
export interface OpenNotice {
  readonly entryId: string;
  readonly number: number;
  readonly customerId: string;
  /** It is on its way to them as a text. */
  readonly textPending: boolean;
  /** Until it is to be mailed, in milliseconds; not above 0: now. */
  readonly dueInMs: number;
  readonly address: string | null;
  /** In which they want our words; null = they have not said. */
  readonly language: string | null;
  /** Their mailbox as it compares. */
  readonly mailbox: string | null;
  /** Why they cannot be mailed; null = they can. */
  readonly barrier: "no_address" | "blocked" | "unsubscribed" | null;
}

/** So long, beyond its deadline, a text without a final status is waited for (V5), in seconds. */
const TEXT_SECONDS = 120;

const textPending = sql<boolean>`coalesce(text.status in ('waiting', 'claimed', 'sent', 'unconfirmed'), false)`;
const dueAt = sql`notice.due_at + case when ${textPending} then make_interval(secs => ${TEXT_SECONDS}) else interval '0' end`;
const msUntil = (instant: ReturnType<typeof sql>) =>
  sql<number>`ceil(extract(epoch from ${instant} - app_now()) * 1000)::float8`;

/**
 * What is open in a held thread, oldest first, once what has been read by now or delivered as a text is settled. Consent belongs to the
 * mailbox (C18): whoever said no to notices said it for the address. Index: message_notice_open.
 */
export async function readOpenNotices(
  em: EntityManager,
  ctx: Context,
  threadId: string,
): Promise<OpenNotice[]> {
  const { organisationId } = ctx;
  await settleKnown(em, ctx, threadId);
  const saidNo = sql`exists (
    select from customer other join preference on preference.organisation_id = other.organisation_id and preference.customer_id = other.id
    where other.organisation_id = ${organisationId} and other.email_key = customer.email_key
      and preference.channel = 'notice' and not preference.subscribed)`;
  const blocked = sql`exists (
    select from suppression where suppression.organisation_id = ${organisationId} and ${blockedBy("email", sql`customer.email_key`)})`;
  const { rows } = await sql<OpenNotice>`
    select notice.entry_id as "entryId", notice.number, notice.customer_id as "customerId", ${textPending} as "textPending",
      ${msUntil(dueAt)} as "dueInMs", customer.email as address, customer.language, customer.email_key as mailbox,
      case when customer.email_key is null then 'no_address' when ${blocked} then 'blocked' when ${saidNo} then 'unsubscribed' end as barrier
    from message_notice notice
    join customer on customer.organisation_id = notice.organisation_id and customer.id = notice.customer_id
    left join delivery text on text.organisation_id = notice.organisation_id and text.id = notice.text_delivery_id
    where notice.organisation_id = ${organisationId} and notice.thread_id = ${threadId} and notice.settled_at is null
    order by notice.number, customer.contact, customer.id`.execute(em.getKysely());
  return rows;
}

/** The open notices of a thread, as `notice`. */
const openOf = (ctx: Context, threadId: string) =>
  sql`notice.organisation_id = ${ctx.organisationId} and notice.thread_id = ${threadId} and notice.settled_at is null`;

/** That its customer has read an open notice's message: a row of `read_position` as `position`. */
const hasRead = sql`position.organisation_id = notice.organisation_id and position.thread_id = notice.thread_id
  and position.customer_id = notice.customer_id and notice.number <= position.number`;

/** That it was delivered as a text: a row of `delivery` as `text`. */
const wasTexted = sql`text.organisation_id = notice.organisation_id and text.id = notice.text_delivery_id and text.delivered_at is not null`;

/** Whether something open of a thread, which need not be held, has been read by now or was delivered as a text. Index: message_notice_open. */
export async function hasKnown(em: EntityManager, ctx: Context, threadId: string): Promise<boolean> {
  const { rows } = await sql`
    select from message_notice notice
    where ${openOf(ctx, threadId)} and (exists (select from read_position position where ${hasRead}) or exists (select from delivery text where ${wasTexted}))
    limit 1`.execute(em.getKysely());
  return rows.length > 0;
}

/** What has been read by now, or was delivered as a text, needs no mail. */
async function settleKnown(em: EntityManager, ctx: Context, threadId: string): Promise<void> {
  const { organisationId } = ctx;
  const kysely = em.getKysely();
  const open = openOf(ctx, threadId);
  await sql`
    with settled as (
      update message_notice notice set settled_at = app_now(), outcome = 'read' from read_position position
      where ${open} and ${hasRead}
      returning notice.entry_id)
    select touch_entries(${organisationId}, array_agg(entry_id)) from settled having count(*) > 0`.execute(
    kysely,
  );
  await sql`
    with settled as (
      update message_notice notice set settled_at = app_now(), outcome = 'texted' from delivery text
      where ${open} and ${wasTexted}
      returning notice.entry_id)
    select touch_entries(${organisationId}, array_agg(entry_id)) from settled having count(*) > 0`.execute(
    kysely,
  );
}

/** Writes down what became of notices of a held thread; whoever looks at it sees that at once. */
export async function settleNotices(
  em: EntityManager,
  ctx: Context,
  notices: readonly OpenNotice[],
  end: { readonly outcome: NoticeOutcome; readonly deliveryId?: string },
): Promise<void> {
  const { organisationId } = ctx;
  const entryIds = notices.map(({ entryId }) => entryId);
  await sql`
    update message_notice set settled_at = app_now(), outcome = ${end.outcome}, delivery_id = ${end.deliveryId ?? null}::uuid
    from unnest(${entryIds}::uuid[], ${notices.map(({ customerId }) => customerId)}::uuid[]) told (entry_id, customer_id)
    where message_notice.organisation_id = ${organisationId} and message_notice.entry_id = told.entry_id
      and message_notice.customer_id = told.customer_id and settled_at is null`.execute(em.getKysely());
  await sql`select touch_entries(${organisationId}, ${entryIds}::uuid[])`.execute(em.getKysely());
}

/** When somebody is next to be told of something in a thread, or something to be posted there, in milliseconds from now, not above 0: at once; null = never. */
export async function readNextDeadline(
  em: EntityManager,
  ctx: Context,
  threadId: string,
): Promise<number | null> {
  const { organisationId } = ctx;
  const { rows } = await sql<{ ms: number | null }>`
    select ${msUntil(sql`min(due_at)`)} as ms from (
      select ${dueAt} as due_at from message_notice notice
      left join delivery text on text.organisation_id = notice.organisation_id and text.id = notice.text_delivery_id
      where notice.organisation_id = ${organisationId} and notice.thread_id = ${threadId} and notice.settled_at is null
      union all
      select due_at from visit_notice where organisation_id = ${organisationId} and thread_id = ${threadId} and settled_at is null
      union all
      select due_at from scheduled_message where organisation_id = ${organisationId} and thread_id = ${threadId} and state = 'scheduled') open`.execute(
    em.getKysely(),
  );
  return rows[0]?.ms ?? null;
}
