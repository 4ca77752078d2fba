import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { findCampaign } from "../find-campaign.ts";
import { happenedAt, isCounted } from "../report/recipient-filter-sql.ts";
import type { ChartRange, GetChartInput } from "../schemas.ts";

/** People to whom it happened by the end of this step, since sending began. */
export interface ChartPoint {
  at: Date;
  delivered: number;
  opened: number;
  clicked: number;
}

const steps: Record<ChartRange, { step: string; span: string }> = {
  hour: { step: "1 minute", span: "1 hour" },
  day: { step: "15 minutes", span: "24 hours" },
  week: { step: "2 hours", span: "7 days" },
  all: { step: "6 hours", span: "45 days" },
};

/**
 * How many had it delivered, opened and clicked as time went by (C10), summed from the first-seen facts in one statement.
 * @returns points up to now; empty before sending begins
 */
export async function getChart({
  ctx,
  input,
}: {
  ctx: Context;
  input: GetChartInput;
}): Promise<ChartPoint[]> {
  requirePermission(ctx, "campaign.read");
  const { step, span } = steps[input.range];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const { rows } = await sql<{ at: string; delivered: number; opened: number; clicked: number }>`
      with began as (
        select sending_began_at as at from campaign where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and sending_began_at is not null),
      step as (
        select generate_series(0, (extract(epoch from least(${span}::interval, app_now() - began.at)) / extract(epoch from ${step}::interval))::int) as n
        from began),
      happened as (
        select greatest(0, ceil(extract(epoch from fact.at - began.at) / extract(epoch from ${step}::interval)))::int as n,
               count(*) filter (where kind = 1) as delivered, count(*) filter (where kind = 2) as opened, count(*) filter (where kind = 3) as clicked
        from began, recipient, lateral (values
          (1, case when ${isCounted("delivered")} then ${happenedAt.delivered} end), (2, case when ${isCounted("opened")} then ${happenedAt.opened} end),
          (3, case when ${isCounted("clicked")} then ${happenedAt.clicked} end)) fact (kind, at)
        where recipient.organisation_id = ${ctx.organisationId} and recipient.campaign_id = ${input.campaignId} and fact.at is not null
        group by 1)
      select began.at + step.n * ${step}::interval as at, sum(coalesce(delivered, 0)) over so_far::int as delivered,
             sum(coalesce(opened, 0)) over so_far::int as opened, sum(coalesce(clicked, 0)) over so_far::int as clicked
      from began, step left join happened using (n)
      window so_far as (order by n)
      order by n`.execute(em.getKysely());
    return rows.map(({ at, ...point }) => ({ at: instantFrom(at), ...point }));
  });
}
