import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Whether a campaign, an alert or a single message is under way to any of these records: until it has left, they must neither change whose
 * they are nor lose what it needs. By recipient_of_customer and delivery_of_customer.
 */
export async function isBeingSentTo(
  em: EntityManager,
  ctx: Context,
  customerIds: readonly string[],
): Promise<boolean> {
  const theirs = sql`organisation_id = ${ctx.organisationId} and customer_id = any(${customerIds}::uuid[]) and status in ('waiting', 'claimed')`;
  const { rows } = await sql<{ sending: boolean }>`
    select exists (select from recipient where ${theirs}) or exists (select from delivery where ${theirs}) as sending`.execute(
    em.getKysely(),
  );
  return rows[0]?.sending ?? false;
}
