import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { countsFor } from "./counts-for-sql.ts";

/** Who reads: each for themselves alone (V4). */
export interface Reader {
  readonly kind: "staff" | "customer";
  readonly id: string;
}

/**
 * Somebody has read a thread up to an entry: their position moves on, never back, what is unread for them is what counts after it, and
 * what waited to be read by a customer is settled (V5). The thread's row must be held.
 * @returns whether it moved
 */
export async function advancePosition(
  em: EntityManager,
  ctx: Context,
  reader: Reader,
  threadId: string,
  number: number,
): Promise<boolean> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const human = reader.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  const { rows } = await sql`
    insert into read_position (organisation_id, thread_id, ${human}, number)
    values (${organisationId}, ${threadId}, ${reader.id}, ${number})
    on conflict (thread_id, ${human}, organisation_id) do update
      set number = excluded.number, read_at = app_now() where read_position.number < excluded.number
    returning number`.execute(kysely);
  if (reader.kind === "staff") await keepUnread(em, ctx, reader.id, threadId, number);
  if (rows.length === 0) return false;
  if (reader.kind === "customer") {
    await sql`
      with settled as (
        update message_notice set settled_at = app_now(), outcome = 'read'
        where organisation_id = ${organisationId} and thread_id = ${threadId} and customer_id = ${reader.id} and number <= ${number}::int
          and settled_at is null
        returning entry_id)
      select touch_entries(${organisationId}, array_agg(entry_id)) from settled having count(*) > 0`.execute(
      kysely,
    );
  }
  // Whoever looks at the thread sees by whom it was read (V10).
  await sql`
    update thread set revision = revision + 1 where organisation_id = ${organisationId} and id = ${threadId}`.execute(
    kysely,
  );
  return true;
}

/**
 * Unread from the first entry after `number` that counts for them. What a page says late, of an entry before what is unread, brings
 * nothing back.
 */
async function keepUnread(
  em: EntityManager,
  ctx: Context,
  staffMemberId: string,
  threadId: string,
  number: number,
): Promise<void> {
  const kysely = em.getKysely();
  const first = sql`(
    select min(entry.number) from entry
    where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = ${threadId} and entry.number > ${number}::int
      and ${countsFor(sql`${staffMemberId}::uuid`)})`;
  await sql`
    update unread set from_number = next.number from (select ${first} as number) next
    where organisation_id = ${ctx.organisationId} and staff_member_id = ${staffMemberId} and thread_id = ${threadId}
      and from_number <= ${number}::int and next.number is not null`.execute(kysely);
  await sql`
    delete from unread where organisation_id = ${ctx.organisationId} and staff_member_id = ${staffMemberId} and thread_id = ${threadId}
      and from_number <= ${number}::int`.execute(kysely);
}
