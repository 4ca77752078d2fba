import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { countsFor } from "../conversation/counts-for-sql.ts";

export interface Move {
  readonly from: string;
  readonly to: string;
  /** Which of the entries, as a condition on `entry`. */
  readonly which: RawBuilder<boolean>;
  /** Whose the stranger's entries are from now on, as SQL over `entry`. */
  readonly customerId: RawBuilder<unknown>;
  /** Where they first stood, as SQL. */
  readonly origin: RawBuilder<unknown>;
}

/**
 * Moves entries of one thread to the end of another (T6), both held: they get the next numbers there, in their order, and belong to its
 * active conversation. What was unread of them is unread there, for each human; what was not, is not.
 * @returns how many
 */
export async function moveEntries(em: EntityManager, ctx: Context, move: Move): Promise<number> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const { from, to } = move;
  await openConversation(em, ctx, from, to);
  const { rows } = await sql<{ unread: string[]; moved: number }>`
    with place as materialized (
      select entry.id, entry.number as was, thread.last_number + row_number() over (order by entry.number) as number, thread.revision + 1 as revision
      from entry join thread on thread.organisation_id = entry.organisation_id and thread.id = ${to}
      where entry.organisation_id = ${organisationId} and entry.thread_id = ${from} and ${move.which}
    ), first_unread as materialized (
      select unread.staff_member_id, min(place.number)::int as number from unread
      join place on place.was >= unread.from_number
      join entry on entry.organisation_id = unread.organisation_id and entry.id = place.id and ${countsFor(sql.ref("unread.staff_member_id"))}
      where unread.organisation_id = ${organisationId} and unread.thread_id = ${from}
      group by unread.staff_member_id
    ), carried as (
      insert into unread (organisation_id, staff_member_id, thread_id, from_number)
      select ${organisationId}, staff_member_id, ${to}, number from first_unread
      on conflict (staff_member_id, thread_id, organisation_id) do update set from_number = least(unread.from_number, excluded.from_number)
    ), counted as (
      update thread set last_number = last_number + (select count(*)::int from place), revision = revision + 1
      where organisation_id = ${organisationId} and id = ${to}
    ), notices as (
      update message_notice set thread_id = ${to}, number = place.number::int from place
      where message_notice.organisation_id = ${organisationId} and message_notice.entry_id = place.id
    )
    update entry set thread_id = ${to}, number = place.number::int, revision = place.revision, origin_thread_id = ${move.origin},
      customer_id = case when entry.staff_member_id is null and entry.via = 'text' then ${move.customerId} else entry.customer_id end,
      conversation_id = case when entry.conversation_id is not null then (
        select id from conversation where conversation.organisation_id = entry.organisation_id and conversation.thread_id = ${to} and closed_at is null) end
    from place where entry.organisation_id = ${organisationId} and entry.id = place.id
    returning entry.id`.execute(kysely);
  await keepReading(em, ctx, move);
  for (const threadId of [from, to]) await deriveThread(em, ctx, threadId);
  return rows.length;
}

/** A thread that gets entries of an active one is active. */
async function openConversation(em: EntityManager, ctx: Context, from: string, to: string): Promise<void> {
  const kysely = em.getKysely();
  await sql`
    insert into conversation (organisation_id, thread_id)
    select organisation_id, ${to} from thread where organisation_id = ${ctx.organisationId} and id = ${from} and active
    on conflict (thread_id) where closed_at is null do nothing`.execute(kysely);
  await sql`
    update thread set active = true where organisation_id = ${ctx.organisationId} and id = ${to}
      and exists (select from conversation where conversation.organisation_id = thread.organisation_id and conversation.thread_id = thread.id and closed_at is null)`.execute(
    kysely,
  );
}

/** Where something is unread stands at the place it left too; whoever has nothing unread there has read what came. */
async function keepReading(em: EntityManager, ctx: Context, { from, to }: Move): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const nextUnread = sql`(
    select min(entry.number) from entry
    where entry.organisation_id = unread.organisation_id and entry.thread_id = unread.thread_id and entry.number >= unread.from_number
      and ${countsFor(sql.ref("unread.staff_member_id"))})`;
  await sql`
    delete from unread where organisation_id = ${organisationId} and thread_id = ${from} and ${nextUnread} is null`.execute(
    kysely,
  );
  await sql`
    update unread set from_number = ${nextUnread} where organisation_id = ${organisationId} and thread_id = ${from}`.execute(
    kysely,
  );
  await sql`
    update read_position set number = thread.last_number from thread
    where read_position.organisation_id = ${organisationId} and read_position.thread_id = ${to} and staff_member_id is not null
      and thread.organisation_id = read_position.organisation_id and thread.id = ${to}
      and not exists (select from unread where unread.organisation_id = read_position.organisation_id and unread.thread_id = ${to}
        and unread.staff_member_id = read_position.staff_member_id)`.execute(kysely);
}

/** What the list goes by, from the entries as they stand now. */
async function deriveThread(em: EntityManager, ctx: Context, threadId: string): Promise<void> {
  await sql`
    update thread set revision = revision + 1, last_message_at = newest.at, last_message_number = newest.number,
      waiting_since = case when thread.active then (
        select min(entry.at) from entry
        where entry.organisation_id = thread.organisation_id and entry.thread_id = thread.id and entry.kind = 'message' and entry.staff_member_id is null
          and entry.at > coalesce((select max(answer.at) from entry answer where answer.organisation_id = thread.organisation_id
            and answer.thread_id = thread.id and answer.kind = 'message' and answer.staff_member_id is not null), '-infinity')) end
    from (select null) one left join lateral (
      select entry.at, entry.number from entry
      where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = ${threadId} and entry.kind = 'message'
      order by entry.at desc, entry.number desc limit 1) newest on true
    where thread.organisation_id = ${ctx.organisationId} and thread.id = ${threadId}`.execute(em.getKysely());
}
