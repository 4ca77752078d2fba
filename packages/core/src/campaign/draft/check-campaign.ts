import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { type BrokenInvariant, checkInvariants } from "../../invariants/check-invariants.ts";
import type { Bucket } from "../buckets.ts";
import { findCampaign } from "../find-campaign.ts";
import { getProgress } from "../progress/get-progress.ts";
import type { CampaignIdInput } from "../schemas.ts";

/** Whether a campaign's numbers hold, with the sums to look at. */
export interface CampaignCheck {
  /** What does not hold, with ids of some of its rows; empty = everything adds up. */
  broken: BrokenInvariant[];
  audience: number;
  buckets: Record<Bucket, number>;
  checkedAt: Date;
}

/**
 * Counts a campaign anew, row by row, and compares it with what the page shows ("Something doesn't match?", C10).
 * @throws {PackpostError} not_found
 */
export async function checkCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<CampaignCheck> {
  requirePermission(ctx, "campaign.read");
  await inOrganisation(ctx.orm, ctx.organisationId, (em) => findCampaign(em, ctx, input.campaignId));
  const broken = await checkInvariants({ ctx, input });
  const { audience, buckets } = await getProgress({ ctx, input });
  return { broken, audience, buckets, checkedAt: new Date() };
}
