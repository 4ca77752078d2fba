import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { findCampaign } from "../find-campaign.ts";
import type { ChartRange, GetChartInput } from "../schemas.ts";

/** People to whom it happened by the end of this step, since sending began. */
export interface ChartPoint {
  at: Date;
  delivered: number;
  opened: number;
  clicked: number;
}

/** Minutes of a step and how far it goes; broadcast_chart is kept as fine as this needs (chart_minute, migration 015). */
const steps: Record<ChartRange, { minutes: number; span: string }> = {
  hour: { minutes: 1, span: "1 hour" },
  day: { minutes: 15, span: "24 hours" },
  week: { minutes: 120, span: "7 days" },
  all: { minutes: 360, span: "45 days" },
};

/**
 * How many had it delivered, opened and clicked as time went by (C10), summed from counts by step: a few hundred rows, whatever
 * the audience.
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
  const { minutes, span } = steps[input.range];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const step = sql`make_interval(mins => ${sql.lit(minutes)})`;
    const { rows } = await sql<{ at: string; delivered: number; opened: number; clicked: number }>`
      with began as (
        select sending_began_at as at from broadcast where id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and sending_began_at is not null),
      step as (
        select generate_series(0, (extract(epoch from least(${span}::interval, app_now() - began.at)) / ${sql.lit(minutes * 60)})::int) as n
        from began),
      happened as (
        select (minute + ${sql.lit(minutes - 1)}) / ${sql.lit(minutes)} as n, sum(counted.n) filter (where kind = 'delivered') as delivered,
               sum(counted.n) filter (where kind = 'opened') as opened, sum(counted.n) filter (where kind = 'clicked') as clicked
        from broadcast_chart counted
        where organisation_id = ${ctx.organisationId} and broadcast_id = ${input.campaignId}
        group by 1)
      select began.at + step.n * ${step} as at, sum(coalesce(delivered, 0)) over so_far::int as delivered,
             sum(coalesce(opened, 0)) over so_far::int as opened, sum(coalesce(clicked, 0)) over so_far::int as clicked
      from began, step left join happened using (n)
      window so_far as (order by n)
      order by n`.execute(em.getKysely());
    return rows.map(({ at, ...point }) => ({ at: instantFrom(at), ...point }));
  });
}
