import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";

export interface CampaignLink {
  url: string;
  /** People who clicked it at least once. */
  people: number;
  /** Clicks by people; one person may click often. */
  clicks: number;
  /** Clicks by scanners and other machines (C11). */
  botClicks: number;
}

/** Links of a campaign that were clicked, most people first (C10); at most 200. Index: click_by_broadcast. */
export async function listLinks({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<CampaignLink[]> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const { rows } = await sql<CampaignLink>`
      select url, count(distinct recipient_id) filter (where not bot)::int as people,
             count(*) filter (where not bot)::int as clicks, count(*) filter (where bot)::int as "botClicks"
      from click where organisation_id = app_organisation_id() and broadcast_id = ${input.campaignId} and url <> ''
      group by url order by people desc, url limit 200`.execute(em.getKysely());
    return rows;
  });
}
