import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";

/**
 * Closes a campaign of which nobody is waiting or claimed. Refused, without an error, as long as somebody is (C15):
 * the next step then finds the work. Its totals are folded into one row a measure.
 */
export async function finishCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const finished = await sql`
      update campaign set status = 'sent', finished_at = app_now(), pause_reason = null
      where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and status in ('sending', 'paused') and snapshot_at is not null
        and not exists (select from recipient where campaign_id = campaign.id and status in ('waiting', 'claimed'))`.execute(
      kysely,
    );
    if (!finished.numAffectedRows) return;
    writeAudit(em, ctx, { action: "campaign.sent", subjectKind: "campaign", subjectId: input.campaignId });
  });
  await foldTallies({ ctx, input });
}

/** Replaces the appended deltas by their sums; readers see the same totals before and after. */
export async function foldTallies({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      with gone as (
        delete from campaign_tally where campaign_id = ${input.campaignId} and organisation_id = ${ctx.organisationId}
        returning measure, n
      )
      insert into campaign_tally (organisation_id, campaign_id, measure, n)
      select ${ctx.organisationId}, ${input.campaignId}, measure, sum(n) from gone group by measure having sum(n) <> 0`.execute(
      em.getKysely(),
    ),
  );
}
