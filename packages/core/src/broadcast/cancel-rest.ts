import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";

/** People a statement cancels at most. */
const STEP = 10_000;

const rowSchema = z.object({ id: z.string(), slice: z.number() });

/**
 * Marks everyone still waiting in a cancelled campaign, step by step so that no statement grows with the audience, from the
 * beginning once more until nobody waits. Along recipient_by_slice, from the first slice that is not known to be done.
 */
export async function cancelRest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; onSlice?: () => void };
}): Promise<void> {
  for (;;) {
    let last = await cancelSome(ctx, input.broadcastId, null);
    if (last === null) return;
    while (last !== null) {
      input.onSlice?.();
      last = await cancelSome(ctx, input.broadcastId, last);
    }
  }
}

type Place = z.infer<typeof rowSchema>;

/** The next of those who wait behind a place. @returns the last of them; null = nobody was left */
function cancelSome(ctx: Context, broadcastId: string, after: Place | null): Promise<Place | null> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readByIndex(em);
    const { rows } = await sql`
      with cancelled as (
        update recipient set cancelled_at = app_now()
        where id = any(array(
          select id from recipient
          where broadcast_id = ${broadcastId} and status = 'waiting'
            and slice >= (select first_open_slice from broadcast where id = ${broadcastId} and organisation_id = ${ctx.organisationId} and status = 'cancelled')
            and ${after === null ? sql`true` : sql`(slice, id) > (${after.slice}::int, ${after.id}::uuid)`}
          order by slice, id limit ${sql.lit(STEP)} for update of recipient))
        returning slice, id)
      select slice, id from cancelled order by slice desc, id desc limit 1`.execute(em.getKysely());
    return rowSchema.optional().parse(rows[0]) ?? null;
  });
}
