import { broadcastKinds } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { clockNow } from "../audience/audience-sql.ts";
import { lockAudience } from "../campaign/lock-audience.ts";
import type { Context } from "../context.ts";
import { placeFoundMails, placeFoundTexts } from "../send-protocol/place-found.ts";
import { kinds } from "./kinds.ts";

/** Rows a slice holds: one activity's work. */
export const SLICE_SIZE = 5_000;

/** Whoever got it before the database was put back from a backup in which its audience was not (O4). */
const place = { campaign: placeFoundMails, alert: placeFoundTexts } as const;

/** More people than anybody has. */
const NO_CAP = 2_000_000_000;

const rowSchema = z.object({
  kind: z.enum(broadcastKinds),
  snapshot_at: z.unknown(),
  slices: z.number(),
  mass_cap: z.number().nullable(),
});

/**
 * Writes one row for each person of the audience, as it is now: waiting in a slice, or skipped with all reasons (C4).
 * Where the organisation caps what one send reaches (C13) the slices are cut wave by wave, so that none straddles two.
 * One INSERT … SELECT in one transaction; run again it changes nothing, and a person is never in a broadcast twice.
 * The broadcast's row is free meanwhile: who pauses or cancels it is answered at once, and no claim is made from it then.
 *
 * @returns how many slices the waiting rows are in
 */
export function snapshotAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<{ slices: number }> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await lockAudience(em, input.broadcastId);
    const found = await sql`
      select kind, snapshot_at, slices, mass_cap
      from broadcast join organisation on organisation.id = organisation_id
      where broadcast.id = ${input.broadcastId} and organisation_id = ${ctx.organisationId} and status = 'sending'`.execute(
      kysely,
    );
    const broadcast = rowSchema.optional().parse(found.rows[0]);
    if (!broadcast) return { slices: 0 }; // paused or cancelled meanwhile: the next step sees it
    if (broadcast.snapshot_at !== null) return { slices: broadcast.slices };
    const cap = sql.lit(broadcast.mass_cap ?? NO_CAP);
    const waveSlices = Math.ceil((broadcast.mass_cap ?? NO_CAP) / SLICE_SIZE);
    const { people, facts, order } = await kinds[broadcast.kind].audience(em, ctx, input.broadcastId);
    // They come from eligibility and the lists, which hold customers of this organisation: nobody need be looked up again.
    await sql`select set_config('app.recipients_belong', 'known', true)`.execute(kysely);
    // In the order of the slices, which is the window's: a million people are sorted once.
    await sql`
      with clock as materialized (${clockNow})
      insert into recipient (organisation_id, broadcast_id, customer_id, email_key, added, skip_reasons, skip_facts, skipped_at, wave, slice)
      select ${ctx.organisationId}, ${input.broadcastId}, customer_id, email_key, added, reasons, case when receives then null else ${facts} end,
             case when not receives then app_now() end,
             case when receives then place / ${cap} end,
             case when receives then place / ${cap} * ${sql.lit(waveSlices)} + place % ${cap} / ${sql.lit(SLICE_SIZE)} end
      from (select people.*, clock.*, people.reasons = 0 as receives, row_number() over (partition by people.reasons = 0 order by ${order ?? sql`customer_id`}) - 1 as place
            from ${people} people cross join clock) audience
      cross join lateral (select audience.today, audience.at) clock
      order by audience.receives, audience.place`.execute(kysely);
    await sql`select set_config('app.recipients_belong', '', true)`.execute(kysely);
    await place[broadcast.kind](em, ctx, input);
    // Cancelled while it was written: a change of its own, so that somebody cancels these rows, whoever has seen the other one.
    const counted = await sql`
      update broadcast set snapshot_at = app_now(), wave = 0, wave_opens_at = null, wave_slices = ${broadcast.mass_cap === null ? null : waveSlices},
        revision = revision + (status = 'cancelled')::int, changed_at = case status when 'cancelled' then app_now() else changed_at end,
        slices = coalesce((select max(slice) + 1 from recipient where broadcast_id = ${input.broadcastId}
                             and attempt_id is null and skipped_at is null and cancelled_at is null), 0)
      where id = ${input.broadcastId} and organisation_id = ${ctx.organisationId} returning slices`.execute(
      kysely,
    );
    return z.object({ slices: z.number() }).parse(counted.rows[0]);
  });
}
