import { CampaignReview } from "@packpost/db/entities/campaign-review.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import type { CampaignIdInput } from "../campaign/schemas.ts";
import type { Context } from "../context.ts";
import { findOpenEntries, type OpenEntries } from "../manual-recipients/find-open-entries.ts";
import { type AudienceKey, organisationToday } from "./audience-sql.ts";
import { howMany, receiverNumbers } from "./review-sql.ts";

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
  const { rows } = await sql`
    insert into campaign_review (organisation_id, campaign_id, reviewed_by, numbers, people, as_of, pass_id, today, lists_version)
    select ${ctx.organisationId}, ${key.campaignId}, ${staffIdOf(ctx)}, numbers, ${howMany(sql`numbers`)}, pg_current_snapshot(), ${key.passId}, ${organisationToday},
      (select lists_version from campaign where organisation_id = ${ctx.organisationId} and id = ${key.campaignId})
    from ${receiverNumbers(key)} present
    on conflict (campaign_id, reviewed_by) do update
      set id = uuidv7(), reviewed_at = app_now(), numbers = excluded.numbers, people = excluded.people, as_of = excluded.as_of, pass_id = excluded.pass_id,
        today = excluded.today, lists_version = excluded.lists_version
    returning id, people`.execute(em.getKysely());
  const { id, people } = rowSchema.parse(rows[0]);
  return { reviewId: id, willReceive: people };
}

/** The campaign is on its way: nobody is asked about its audience any more. */
export async function purgeReviews(em: EntityManager, ctx: Context, campaignId: string): Promise<void> {
  await em.nativeDelete(CampaignReview, { organisationId: ctx.organisationId, campaign: campaignId });
}
