import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Before a deadline of a held thread is written: has its notifier woken after the commit, unless that waits for an earlier one already
 * and will see this one then.
 * @param inSeconds from now
 */
export async function wakeForDeadline(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  inSeconds: number,
): Promise<void> {
  const open = (table: "message_notice" | "visit_notice" | "scheduled_message") => sql`
    select due_at from ${sql.table(table)} where organisation_id = ${ctx.organisationId} and thread_id = ${threadId}
      and ${table === "scheduled_message" ? sql`state = 'scheduled'` : sql`settled_at is null`}`;
  const { rows } = await sql<{ now: number; known: boolean }>`
    select (extract(epoch from app_now()) * 1000)::float8 as now, exists (select from (${open("message_notice")} union all ${open("visit_notice")} union all ${open("scheduled_message")}) open
      where due_at > app_now() and due_at <= app_now() + make_interval(secs => ${inSeconds})) as known`.execute(
    em.getKysely(),
  );
  const [look] = rows;
  if (look && !look.known) ctx.workflows.wakeConversation(threadId, Math.ceil(look.now) + inSeconds * 1000);
}
