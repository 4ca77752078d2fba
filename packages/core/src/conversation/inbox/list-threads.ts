import type { EntryWay } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import type { ListThreadsInput, ThreadFilter } from "../schemas.ts";
import { visibleThreads } from "../thread-scope.ts";
import { heldFor } from "./held-for-sql.ts";

/** A line of the list. */
export interface ThreadLine {
  id: string;
  family: { id: string; name: string } | null;
  /** The number or mailbox of somebody whom nobody knows yet. */
  stranger: string | null;
  active: boolean;
  lastMessage: {
    at: Date;
    via: EntryWay;
    /** The beginning of it; may be empty beside pictures. */
    snippet: string;
    hasPictures: boolean;
    /** False: nobody has written there yet, it is only to be sent later (V15). */
    isThere: boolean;
    /** Who wrote it: first name of a customer, name of a colleague, null = the stranger. */
    author: { kind: "staff" | "customer"; id: string; name: string } | null;
  };
  /** The first entry that the actor has not read; null = nothing unread. */
  unreadFrom: number | null;
  /** Since when its oldest customer message waits for the team (V14). */
  waitingSince: Date | null;
  assignedTo: { id: string; name: string } | null;
  /** The beginning of what the actor has not sent yet. */
  draft: string | null;
  /** A message was not sent at its time and waits for somebody (V15): for the actor, or for its author. */
  held: { mine: boolean; author: string } | null;
}

export interface ThreadPage {
  threads: ThreadLine[];
  nextCursor: string | null;
}

interface Row {
  id: string;
  family: { id: string; name: string } | null;
  stranger: string | null;
  active: boolean;
  at: string;
  via: EntryWay;
  snippet: string;
  hasPictures: boolean;
  isThere: boolean;
  author: { kind: "staff" | "customer"; id: string; name: string } | null;
  unreadFrom: number | null;
  waitingSince: string | null;
  assignedTo: { id: string; name: string } | null;
  draft: string | null;
  held: { mine: boolean; author: string } | null;
}

/** How much of a message the list shows, in characters. */
const SNIPPET = 140;

/**
 * A page of the messages tab (V3): newest message first; those waiting for the team, longest first (V14); those in which
 * something is to be sent later, what is due first (V15). Indexes: thread_by_activity, thread_by_waiting, thread_by_assignee; of the unread ones unread_by_activity, however many they are.
 * @throws {PackpostError} forbidden
 */
export async function listThreads({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListThreadsInput;
}): Promise<ThreadPage> {
  requirePermission(ctx, "conversation.all");
  const me = staffIdOf(ctx);
  const { organisationId } = ctx;
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  const { from, where, time, id, oldestFirst, also } = {
    ...anyThread,
    ...filters(me, organisationId)[input.filter],
  };
  const place = sql`(${time}, ${id})`;
  const behind =
    after === null
      ? sql`true`
      : sql`${place} ${oldestFirst ? sql`>` : sql`<`} (${after[0]}::timestamptz, ${after[1]}::text::uuid)`;
  const order = oldestFirst ? sql`${time}, ${id}` : sql`${time} desc, ${id} desc`;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<Row & { place: string }>`
      with page as materialized (
        select thread.*, ${time} as place from ${from}
        where thread.organisation_id = ${organisationId} and (thread.last_message_at is not null or ${also}) and thread.joined_into is null
          and ${where} and ${visibleThreads(ctx)} and ${behind}
        order by ${order} limit ${input.pageSize + 1})
      select thread.id, thread.stranger, thread.active, thread.place, thread.waiting_since as "waitingSince", coalesce(entry.at, thread.created_at) as at, coalesce(entry.via, 'app') as via,
        coalesce(left(entry.body, ${SNIPPET}), '') as snippet, entry.id is not null as "isThere", exists (select from attachment where attachment.organisation_id = entry.organisation_id and attachment.entry_id = entry.id) as "hasPictures", unread.from_number as "unreadFrom", nullif(left(draft.body, ${SNIPPET}), '') as draft,
        case when family.id is not null then jsonb_build_object('id', family.id, 'name', family.name) end as family,
        case when staff.id is not null then jsonb_build_object('kind', 'staff', 'id', staff.id, 'name', staff.name)
          when customer.id is not null then jsonb_build_object('kind', 'customer', 'id', customer.id, 'name', btrim(customer.first_name || ' ' || customer.last_name)) end as author,
        case when assignee.id is not null then jsonb_build_object('id', assignee.id, 'name', assignee.name) end as "assignedTo",
        (select jsonb_build_object('mine', ${heldFor(me)}, 'author', author.name) from scheduled_message later
          join staff_member author on author.organisation_id = later.organisation_id and author.id = later.staff_member_id
          where later.organisation_id = thread.organisation_id and later.thread_id = thread.id and later.state = 'held'
          order by ${heldFor(me)} desc, later.due_at limit 1) as held
      from page thread
      left join entry on entry.thread_id = thread.id and entry.number = thread.last_message_number and entry.organisation_id = thread.organisation_id
      left join family on family.id = thread.family_id and family.organisation_id = thread.organisation_id
      left join staff_member staff on staff.id = entry.staff_member_id and staff.organisation_id = thread.organisation_id
      left join customer on customer.id = entry.customer_id and customer.organisation_id = thread.organisation_id
      left join staff_member assignee on assignee.id = thread.assigned_to and assignee.organisation_id = thread.organisation_id
      left join unread on unread.staff_member_id = ${me}::uuid and unread.thread_id = thread.id and unread.organisation_id = thread.organisation_id
      left join draft on draft.thread_id = thread.id and draft.staff_member_id = ${me}::uuid and draft.kind = 'reply' and draft.organisation_id = thread.organisation_id
      order by thread.place ${oldestFirst ? sql`` : sql`desc`}, thread.id ${oldestFirst ? sql`` : sql`desc`}`.execute(
      em.getKysely(),
    );
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      threads: page.map(lineOf),
      nextCursor: last === undefined ? null : encodeCursor([last.place, last.id]),
    };
  });
}

interface Filter {
  readonly where: RawBuilder<unknown>;
  /** What it is ordered by. */
  readonly time: RawBuilder<unknown>;
  readonly oldestFirst?: boolean;
  /** Where it begins, and the thread's id there, if not with the threads themselves. */
  readonly from?: RawBuilder<unknown>;
  readonly id?: RawBuilder<unknown>;
  /** Threads in which nobody has written yet are shown too. */
  readonly also?: RawBuilder<unknown>;
}

const anyThread = { from: sql`thread`, id: sql`thread.id`, oldestFirst: false, also: sql`false` };

function filters(me: string, organisationId: string): Record<ThreadFilter, Filter> {
  const time = sql`thread.last_message_at`;
  return {
    active: { where: sql`thread.active`, time },
    closed: { where: sql`not thread.active`, time },
    unread: {
      from: sql`unread mine join thread on thread.id = mine.thread_id and thread.organisation_id = mine.organisation_id`,
      where: sql`mine.staff_member_id = ${me}::uuid`,
      time: sql`mine.last_message_at`,
      id: sql`mine.thread_id`,
    },
    waiting: {
      where: sql`thread.waiting_since is not null`,
      time: sql`thread.waiting_since`,
      oldestFirst: true,
    },
    mine: { where: sql`thread.assigned_to = ${me}::uuid`, time },
    // What waits for somebody is due the longest, so it comes first. By scheduled_message_open.
    later: {
      from: sql`(
        select organisation_id, thread_id, min(due_at) as due_at from scheduled_message
        where organisation_id = ${organisationId} and state in ('scheduled', 'held') group by organisation_id, thread_id) planned
        join thread on thread.id = planned.thread_id and thread.organisation_id = planned.organisation_id`,
      where: sql`true`,
      time: sql`planned.due_at`,
      id: sql`planned.thread_id`,
      oldestFirst: true,
      also: sql`true`,
    },
  };
}

function lineOf({ at, via, snippet, hasPictures, isThere, author, waitingSince, ...row }: Row): ThreadLine {
  const { id, family, stranger, active, unreadFrom, assignedTo, draft, held } = row;
  return {
    ...{ id, family, stranger, active, unreadFrom, assignedTo, draft, held },
    lastMessage: { at: new Date(at), via, snippet, hasPictures, isThere, author },
    waitingSince: waitingSince === null ? null : new Date(waitingSince),
  };
}

/**
 * Whether the messages tab has its dot: the actor has something unread, and how many threads that is, at most 100. In the order of
 * unread_by_activity, so that it is read from there whatever the statistics say.
 * @throws {PackpostError} forbidden
 */
export async function countUnread({ ctx }: { ctx: Context }): Promise<number> {
  requirePermission(ctx, "conversation.all");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ threads: number }>`
      select count(*)::int as threads from (
        select from unread where organisation_id = ${ctx.organisationId} and staff_member_id = ${staffIdOf(ctx)}
        order by last_message_at desc, thread_id desc limit 100) threads_unread`.execute(em.getKysely());
    return rows[0]?.threads ?? 0;
  });
}
