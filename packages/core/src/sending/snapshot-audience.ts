import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { audienceOf } from "../audience/audience-sql.ts";
import type { Context } from "../context.ts";

/** Rows a slice holds: one activity's work. */
export const SLICE_SIZE = 5_000;

const campaignSchema = z.object({ pass_id: z.string(), snapshot_at: z.unknown(), slices: z.number() });

/**
 * Writes one row for each person of the audience, as it is now: waiting in a slice, or skipped with all reasons (C4).
 * One INSERT … SELECT in one transaction; run again it changes nothing, and a person is never in a campaign twice.
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
    const found = await sql`
      select pass_id, snapshot_at, slices from campaign
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and status = 'sending' for update`.execute(
      kysely,
    );
    const campaign = campaignSchema.optional().parse(found.rows[0]);
    if (!campaign) return { slices: 0 }; // paused or cancelled meanwhile: the next step sees it
    if (campaign.snapshot_at !== null) return { slices: campaign.slices };
    await sql`
      insert into recipient (organisation_id, campaign_id, customer_id, email_key, skip_reasons, skipped_at, slice)
      select ${ctx.organisationId}, ${input.campaignId}, customer_id, email_key, reasons,
             case when reasons <> 0 then app_now() end,
             case when reasons = 0 then (row_number() over (partition by reasons = 0 order by customer_id) - 1) / ${sql.lit(SLICE_SIZE)} end
      from ${audienceOf(campaign.pass_id)} audience
      order by customer_id
      on conflict (campaign_id, customer_id) do nothing`.execute(kysely);
    const counted = await sql`
      update campaign set snapshot_at = app_now(),
        slices = coalesce((select max(slice) + 1 from recipient where campaign_id = ${input.campaignId}), 0)
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} returning slices`.execute(
      kysely,
    );
    return z.object({ slices: z.number() }).parse(counted.rows[0]);
  });
}
