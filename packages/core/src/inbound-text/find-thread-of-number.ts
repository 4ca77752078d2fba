import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { openStrangerThread } from "../conversation/open-stranger-thread.ts";

/** Where a text from a number belongs. */
export interface ThreadOfNumber {
  readonly threadId: string;
  /** Whose it is; null = nobody here has that number, or several families do. */
  readonly customerId: string | null;
  /** Several families have the number and none of them is in conversation: staff are to say whose it is. */
  readonly askStaff: boolean;
}

interface Candidate {
  readonly family_id: string;
  readonly customer_id: string;
  readonly thread_id: string | null;
  readonly active: boolean | null;
}

/**
 * The thread in which a text from a number belongs (V8): that of the family whose number it is; of several families the one whose active
 * thread is the newest; else the number's own, which leads to a family's once it was joined. Made when it is first needed, also by twenty at
 * once (T5). By customer_by_phone.
 * @param from as the provider names it: E.164, or a short code
 */
export async function findThreadOfNumber(
  em: EntityManager,
  ctx: Context,
  from: string,
): Promise<ThreadOfNumber> {
  const { rows } = await sql<Candidate>`
    select distinct on (customer.family_id) customer.family_id, customer.id as customer_id, thread.id as thread_id, thread.active
    from customer left join thread on thread.organisation_id = customer.organisation_id and thread.family_id = customer.family_id
    where customer.organisation_id = ${ctx.organisationId} and customer.phone = ${from}
    order by customer.family_id, customer.contact, customer.id`.execute(em.getKysely());
  const families = await newestFirst(em, ctx, rows);
  const chosen = rows.length === 1 ? rows[0] : families.find(({ active }) => active);
  if (chosen !== undefined) {
    const threadId = chosen.thread_id ?? (await openFamilyThread(em, ctx, chosen.family_id));
    return { threadId, customerId: chosen.customer_id, askStaff: false };
  }
  const { threadId, joinedAs } = await openStrangerThread(ctx, from);
  return { threadId, customerId: joinedAs, askStaff: rows.length > 1 && joinedAs === null };
}

async function newestFirst(em: EntityManager, ctx: Context, rows: readonly Candidate[]) {
  if (rows.length < 2) return rows;
  const { rows: order } = await sql<{ id: string }>`
    select id from thread where organisation_id = ${ctx.organisationId} and id = any(${rows.flatMap(({ thread_id }) => thread_id ?? [])}::uuid[])
    order by last_message_at desc nulls last, id`.execute(em.getKysely());
  return order.flatMap(({ id }) => rows.find(({ thread_id }) => thread_id === id) ?? []);
}

async function openFamilyThread(em: EntityManager, ctx: Context, familyId: string): Promise<string> {
  const kysely = em.getKysely();
  await sql`
    insert into thread (organisation_id, family_id) values (${ctx.organisationId}, ${familyId}) on conflict (family_id, organisation_id) do nothing`.execute(
    kysely,
  );
  const { rows } = await sql<{ id: string }>`
    select id from thread where organisation_id = ${ctx.organisationId} and family_id = ${familyId}`.execute(
    kysely,
  );
  return rows[0]?.id ?? "";
}
