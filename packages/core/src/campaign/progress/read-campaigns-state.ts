import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** Another `change` than before: a line of the list of campaigns has changed, come or gone. */
export interface CampaignsState {
  change: string;
}

/**
 * What an open list of campaigns is woken by (C1): all that its lines show. An organisation has thousands of campaigns at most;
 * of each its sums are read by index broadcast_tally_of, so compacting them is no change.
 * @throws {PackpostError} forbidden
 */
export async function readCampaignsState({ ctx }: { ctx: Context }): Promise<CampaignsState> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<CampaignsState>`
      select coalesce(md5(string_agg(line, ' ' order by id)), '') as change from (
        select campaign.id, row(campaign.id, name, subject, pass_id, archived_at, status, send_at, sending_began_at, numbers)::text as line
        from campaign
        join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
        cross join lateral (
          select string_agg(measure || n, ' ' order by measure) as numbers from (
            select measure, sum(n) as n from broadcast_tally where broadcast_id = campaign.id group by measure having sum(n) <> 0) summed) tallied
        where campaign.organisation_id = ${ctx.organisationId}) lines`.execute(em.getKysely());
    return rows[0] ?? { change: "" };
  });
}
