import { broadcastKinds } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { compactTallies } from "./compact-tallies.ts";
import { tellUnconfirmedIn } from "./report-unconfirmed.ts";

const rowSchema = z.object({ id: z.string(), kind: z.enum(broadcastKinds) });

/**
 * Closes a broadcast of which nobody is waiting or claimed. Refused, without an error, as long as somebody is (C15), and
 * while there is a change that the workflow has not seen: people may wait again by it, whom this statement, begun before,
 * does not see. The next step then finds the work. Who waits is looked for by recipient_by_slice, from the first slice that is not
 * known to be done; who is claimed, by attempt_open. Its totals are folded into one row a measure.
 */
export async function finishBroadcast({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await readByIndex(em);
    const { rows } = await sql`
      update broadcast set status = 'sent', finished_at = app_now(), pause_reason = null
      where id = ${input.broadcastId} and organisation_id = ${ctx.organisationId} and status in ('sending', 'paused') and snapshot_at is not null and revision = observed_revision
        and not exists (select from recipient where broadcast_id = broadcast.id and slice >= first_open_slice and recipient.status = 'waiting' offset 0)
        and not exists (
          select from attempt cross join lateral (
            select from recipient where ${isOfAttempt} and recipient.status = 'claimed' offset 0) held
          where attempt.broadcast_id = broadcast.id and attempt.ended_at is null)
      returning id, kind`.execute(kysely);
    const finished = rowSchema.optional().parse(rows[0]);
    if (finished === undefined) return;
    auditBroadcast(em, ctx, finished, "sent");
    await tellUnconfirmedIn(em, ctx, input.broadcastId);
  });
  await compactTallies({ ctx, input });
}
