import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { type ReasonCode, reasonsIn } from "../../audience/reasons.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";

/** A reason why people of a campaign were skipped, and how many it holds for; one person may have several. */
export interface SkipReasonCount {
  code: ReasonCode;
  people: number;
}

/**
 * How many were skipped for each reason, the most frequent first (C4, C10). Grouped by the masks in one range of
 * recipient_by_status.
 * @throws {PackpostError} not_found
 */
export async function countSkipReasons({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<SkipReasonCount[]> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const { rows } = await sql<{ skip_reasons: number; people: number }>`
      select skip_reasons, count(*)::int as people from recipient
      where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and settled_status = 'skipped' and settled_status >= ''
      group by skip_reasons`.execute(em.getKysely());
    const sums = new Map<ReasonCode, number>();
    for (const { skip_reasons, people } of rows)
      for (const code of reasonsIn(skip_reasons)) sums.set(code, (sums.get(code) ?? 0) + people);
    return [...sums].map(([code, people]) => ({ code, people })).sort((a, b) => b.people - a.people);
  });
}
