import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { audienceOf, clockNow } from "../audience/audience-sql.ts";
import { frozenFacts } from "../audience/person-reasons-sql.ts";
import { lockAudience } from "../campaign/lock-audience.ts";
import type { Context } from "../context.ts";

/** Rows a slice holds: one activity's work. */
export const SLICE_SIZE = 5_000;

/** More people than anybody has. */
const NO_CAP = 2_000_000_000;

const campaignSchema = z.object({
  pass_id: z.string(),
  snapshot_at: z.unknown(),
  slices: z.number(),
  mass_cap: z.number().nullable(),
  parent_id: z.string().nullable(),
});

/**
 * Writes one row for each person of the audience, as it is now: waiting in a slice, or skipped with all reasons (C4).
 * Where the organisation caps what one send reaches (C13) the slices are cut wave by wave, so that none straddles two.
 * One INSERT … SELECT in one transaction, run again it changes nothing, and a person is never in a
 * campaign twice.
 * The campaign's row is free meanwhile: who pauses or cancels it is answered at once, and no claim is made from it then.
 *
 * @returns how many slices the waiting rows are in
 */
export function snapshotAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<{ slices: number }> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await lockAudience(em, input.campaignId);
    const found = await sql`
      select pass_id, snapshot_at, slices, mass_cap, parent_id
      from broadcast join campaign using (organisation_id, id) join organisation on organisation.id = organisation_id
      where broadcast.id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and status = 'sending'`.execute(
      kysely,
    );
    const campaign = campaignSchema.optional().parse(found.rows[0]);
    if (!campaign) return { slices: 0 }; // paused or cancelled meanwhile: the next step sees it
    if (campaign.snapshot_at !== null) return { slices: campaign.slices };
    // Of a resend: people whose first campaign sends to them again just now are in one of the two (give-back-absent).
    if (campaign.parent_id) await lockAudience(em, campaign.parent_id, "shared");
    const cap = sql.lit(campaign.mass_cap ?? NO_CAP);
    const waveSlices = Math.ceil((campaign.mass_cap ?? NO_CAP) / SLICE_SIZE);
    const key = { campaignId: input.campaignId, passId: campaign.pass_id };
    const facts = frozenFacts(key, { customerId: sql`audience.customer_id`, reasons: sql`audience.reasons` });
    // They come from eligibility and the lists, which hold customers of this organisation: nobody need be looked up again.
    await sql`select set_config('app.recipients_belong', 'known', true)`.execute(kysely);
    // In the order of the slices, which is the window's: a million people are sorted once.
    await sql`
      with clock as materialized (${clockNow})
      insert into recipient (organisation_id, broadcast_id, customer_id, email_key, added, skip_reasons, skip_facts, skipped_at, wave, slice)
      select ${ctx.organisationId}, ${input.campaignId}, customer_id, email_key, added, reasons, case when receives then null else ${facts} end,
             case when not receives then app_now() end,
             case when receives then place / ${cap} end,
             case when receives then place / ${cap} * ${sql.lit(waveSlices)} + place % ${cap} / ${sql.lit(SLICE_SIZE)} end
      from (select people.*, clock.*, people.reasons = 0 as receives, row_number() over (partition by people.reasons = 0 order by customer_id) - 1 as place
            from ${audienceOf(key)} people cross join clock) audience
      cross join lateral (select audience.today, audience.at) clock
      order by audience.receives, audience.customer_id`.execute(kysely);
    await sql`select set_config('app.recipients_belong', '', true)`.execute(kysely);
    // Cancelled while it was written: a change of its own, so that somebody cancels these rows, whoever has seen the other one.
    const counted = await sql`
      update broadcast set snapshot_at = app_now(), wave = 0, wave_opens_at = null, wave_slices = ${campaign.mass_cap === null ? null : waveSlices},
        revision = revision + (status = 'cancelled')::int, changed_at = case status when 'cancelled' then app_now() else changed_at end,
        slices = coalesce((select max(slice) + 1 from recipient where broadcast_id = ${input.campaignId}
                             and attempt_id is null and skipped_at is null and cancelled_at is null), 0)
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} returning slices`.execute(
      kysely,
    );
    return z.object({ slices: z.number() }).parse(counted.rows[0]);
  });
}
