import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Replaces the appended deltas of a broadcast's totals and chart by their sums; readers see the same before and after, two at
 * once do no harm. Of the chart, which has a thousand steps at most, only those that were added to.
 */
export async function compactTallies({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await sql`
      with gone as (
        delete from broadcast_tally where broadcast_id = ${input.broadcastId} and organisation_id = ${ctx.organisationId}
        returning measure, n
      )
      insert into broadcast_tally (organisation_id, broadcast_id, measure, n)
      select ${ctx.organisationId}, ${input.broadcastId}, measure, sum(n) from gone group by measure having sum(n) <> 0`.execute(
      kysely,
    );
    await sql`
      with gone as (
        delete from broadcast_chart where broadcast_id = ${input.broadcastId} and organisation_id = ${ctx.organisationId}
          and (kind, minute) in (
            select kind, minute from broadcast_chart where broadcast_id = ${input.broadcastId} and organisation_id = ${ctx.organisationId}
            group by kind, minute having count(*) > 1)
        returning kind, minute, n
      )
      insert into broadcast_chart (organisation_id, broadcast_id, kind, minute, n)
      select ${ctx.organisationId}, ${input.broadcastId}, kind, minute, sum(n) from gone group by kind, minute having sum(n) <> 0`.execute(
      kysely,
    );
  });
}
