import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** Most individual emails of one person within an hour (P12): it is written to one customer, and mails to many are campaigns. */
export const MOST_EMAILS_AN_HOUR = 100;

/**
 * One of a writer's mails at a time, until the transaction ends: of a double click the second finds what the first has queued, and two tabs
 * cannot both use what is left of the hour.
 */
export async function holdWriter(em: EntityManager, ctx: Context): Promise<void> {
  await sql`
    select from staff_member where organisation_id = ${ctx.organisationId} and id = ${staffIdOf(ctx)} for no key update`.execute(
    em.getKysely(),
  );
}

/** When a writer who has sent as many as an hour takes may send the next one; null = now. By audit_by_actor. */
export async function hourFreeAt(em: EntityManager, ctx: Context): Promise<Date | null> {
  const { rows } = await sql<{ sent: number; freeAt: string }>`
    select count(*)::int as sent, min(at) + interval '1 hour' as "freeAt" from audit
    where organisation_id = ${ctx.organisationId} and actor_id = ${staffIdOf(ctx)} and subject_kind = 'customer'
      and action in ('customer.email_sent', 'customer.email_sent_again') and at > app_now() - interval '1 hour'`.execute(
    em.getKysely(),
  );
  const [hour] = rows;
  return hour !== undefined && hour.sent >= MOST_EMAILS_AN_HOUR ? new Date(hour.freeAt) : null;
}
