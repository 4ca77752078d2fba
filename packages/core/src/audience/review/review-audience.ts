import { CampaignReview } from "@packpost/db/entities/campaign-review.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { findCampaign } from "../../campaign/find-campaign.ts";
import type { CampaignIdInput } from "../../campaign/schemas.ts";
import type { Context } from "../../context.ts";
import { findOpenEntries, type OpenEntries } from "../../manual-recipients/find-open-entries.ts";
import type { AudienceKey } from "../audience-sql.ts";
import { howMany } from "../review-sql.ts";
import { readReceivers } from "./read-receivers.ts";

export interface AudienceReview {
  /** Names what was looked at; null while no pass is chosen. */
  reviewId: string | null;
  willReceive: number;
  /** Entries of its lists that count for nobody: whoever confirms is told. */
  open: OpenEntries[];
}

const rowSchema = z.object({ id: z.string(), people: z.number() });

/**
 * Keeps who would receive a campaign at the moment its sender is asked, so that a later difference has names (C7).
 * One review a campaign and person; the saved pass counts.
 * @throws {PackpostError} forbidden, not_found
 */
export async function reviewAudience({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<AudienceReview> {
  requirePermission(ctx, "campaign.send");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { id, pass } = await findCampaign(em, ctx, input.campaignId);
    const open = await findOpenEntries(em, ctx, id);
    if (!pass) return { reviewId: null, willReceive: 0, open };
    return { ...(await keepReview(em, ctx, { campaignId: id, passId: pass.id })), open };
  });
}

/** Writes down, in the running transaction, who would receive now: kept for a day, or until the campaign is sent. */
export async function keepReview(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
): Promise<{ reviewId: string; willReceive: number }> {
  const keep = async (present: RawBuilder<unknown>) => {
    const { rows } = await sql`
      ${present}
      insert into campaign_review (organisation_id, campaign_id, reviewed_by, numbers)
      select ${ctx.organisationId}, ${key.campaignId}, ${staffIdOf(ctx)}, numbers from present
      on conflict (campaign_id, reviewed_by) do update
        set id = uuidv7(), reviewed_at = app_now(), numbers = excluded.numbers
      returning id, (select ${howMany(sql`numbers`)} from present) as people`.execute(em.getKysely());
    return rowSchema.optional().parse(rows[0]);
  };
  const { id, people } = await readReceivers(em, key, keep);
  return { reviewId: id, willReceive: people };
}

/** The campaign is on its way: nobody is asked about its audience any more. */
export async function purgeReviews(em: EntityManager, ctx: Context, campaignId: string): Promise<void> {
  await em.nativeDelete(CampaignReview, { organisationId: ctx.organisationId, campaign: campaignId });
}
