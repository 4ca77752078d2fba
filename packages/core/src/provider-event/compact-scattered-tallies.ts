import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { compactTallies } from "../broadcast/compact-tallies.ts";
import type { Context } from "../context.ts";

/** Deltas a broadcast may have before they are compacted: little to sum, and seldom enough not to matter. */
const MOST_DELTAS = 500;

const rowSchema = z.object({ broadcast_id: z.string() });

/**
 * Compacts the totals of broadcasts that many events were about since. Events come one at a time, often long after a broadcast
 * was finished, and each appends its deltas: without this a large broadcast's list line would sum millions of them.
 */
export async function compactScatteredTallies({
  ctx,
  input,
}: {
  ctx: Context;
  input: { recipientIds: readonly string[] };
}): Promise<void> {
  if (input.recipientIds.length === 0) return;
  const broadcastIds = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      select broadcast_id from (
        select distinct broadcast_id from recipient
        where organisation_id = ${ctx.organisationId} and id = any(${input.recipientIds}::uuid[])) reported
      where (select count(*) from (
        select from broadcast_tally where broadcast_tally.broadcast_id = reported.broadcast_id limit ${MOST_DELTAS + 1}) deltas) > ${MOST_DELTAS}`.execute(
      em.getKysely(),
    );
    return rows.map((row) => rowSchema.parse(row).broadcast_id);
  });
  for (const broadcastId of broadcastIds) await compactTallies({ ctx, input: { broadcastId } });
}
