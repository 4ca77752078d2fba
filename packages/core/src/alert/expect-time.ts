import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * How many texts of other alerts go out before an alert's last one: they take turns (A9), so of each other one as many as it has itself.
 * @param texts that the alert still has
 * @param alertId null where it is not sent yet
 */
export async function countTextsBetween(
  em: EntityManager,
  ctx: Context,
  { texts, alertId }: { texts: number; alertId: string | null },
): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select sum(broadcast_tally.n)::int as waiting
    from broadcast join broadcast_tally on broadcast_tally.organisation_id = broadcast.organisation_id and broadcast_tally.broadcast_id = broadcast.id
    where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status = 'sending'
      and broadcast.id is distinct from ${alertId}::uuid and broadcast_tally.measure = 'waiting'
    group by broadcast.id`.execute(em.getKysely());
  return rows.reduce((sum, { waiting }) => sum + Math.min(Math.max(waiting, 0), texts), 0);
}
