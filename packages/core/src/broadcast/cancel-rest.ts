import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";

/** Marks everyone still waiting in a cancelled campaign, slice by slice so that no statement grows with the audience. Uses recipient_by_status. */
export async function cancelRest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; onSlice?: () => void };
}): Promise<void> {
  for (;;) {
    const cancelled = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
      await readByIndex(em);
      return sql`
        update recipient set cancelled_at = app_now()
        where id = any(array(
          select id from recipient
          where broadcast_id = ${input.broadcastId} and settled_status = 'waiting' and settled_status >= '' and attempt_id is null
            and exists (select from broadcast where id = ${input.broadcastId} and organisation_id = ${ctx.organisationId} and status = 'cancelled')
          order by coalesce(status_at, '-infinity'::timestamptz), id limit 10000 for update of recipient))`.execute(
        em.getKysely(),
      );
    });
    if (!cancelled.numAffectedRows) return;
    input.onSlice?.();
  }
}
