import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/** Replaces the appended deltas by their sums; readers see the same totals before and after, two at once do no harm. */
export async function compactTallies({
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
