import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** Marks everyone still waiting in a cancelled campaign, slice by slice so that no statement grows with the audience. */
export async function cancelRest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string; onSlice?: () => void };
}): Promise<void> {
  for (;;) {
    const cancelled = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      sql`
        update recipient set cancelled_at = app_now()
        where id in (select recipient.id from recipient join campaign on campaign.id = recipient.campaign_id
                     where campaign_id = ${input.campaignId} and campaign.organisation_id = ${ctx.organisationId} and campaign.status = 'cancelled'
                       and settled_status = 'waiting' and settled_status >= '' and attempt_id is null
                     limit 10000 for update of recipient)`.execute(em.getKysely()),
    );
    if (!cancelled.numAffectedRows) return;
    input.onSlice?.();
  }
}
