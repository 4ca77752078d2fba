import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { autoPause } from "../broadcast/auto-pause.ts";
import type { Context } from "../context.ts";

/** As for whatever was to be sent at a time: later than that a person is asked. */
const LATE = "1 hour";

/**
 * Broadcasts that were being sent when the backup was made, if that is long ago by now (O4): what is left of them waits for a person, who sees
 * how many had gone out since. One of which nobody is left just ends.
 */
export async function pauseOverdue(ctx: Context): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string }>`
      select broadcast.id from broadcast, installation
      where broadcast.organisation_id = ${ctx.organisationId} and broadcast.status = 'sending' and lost_from < app_now() - ${LATE}::interval
        and (broadcast.resumed_at is null or broadcast.resumed_at < lost_until)
        and (snapshot_at is null or exists (
          select from recipient where recipient.broadcast_id = broadcast.id and recipient.slice >= broadcast.first_open_slice and recipient.status = 'waiting' offset 0))
      order by broadcast.id`.execute(em.getKysely());
    for (const { id } of rows)
      await autoPause(em, ctx, id, { from: "sending", reason: RESTORED, detail: { cause: "restored" } });
  });
}

const RESTORED = `It was being sent when the backup was made from which the database has been put back, and that was more than an hour ago.
Whoever got it since then counts as sent and does not get it again. Look whether it still fits for those who wait, then resume it or cancel the rest.`;
