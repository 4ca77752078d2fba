import { inOrganisation } from "@packpost/db/orm";
import type { WorkflowHandle } from "@temporalio/client";
import { sql } from "kysely";
import * as z from "zod";
import type { BenchCampaign } from "../campaign/create-bench-campaign.ts";

const callsSchema = z.array(
  z.object({
    slice: z.number(),
    calls: z.coerce.number(),
    first: z.coerce.number(),
    last: z.coerce.number(),
  }),
);

/**
 * What happened when in one sending, in milliseconds since its start: activities by the workflow's history, and of each slice
 * when the first call was claimed and the last one recorded.
 * @param startedAt by the clock of this machine
 */
export async function readTimeline(
  handle: WorkflowHandle,
  { ctx, campaignId }: BenchCampaign,
  startedAt: number,
): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  const names = new Map<string, string>();
  const activities = (events ?? []).flatMap((event) => {
    const ms = Number(event.eventTime?.seconds) * 1000 + Number(event.eventTime?.nanos) / 1e6 - startedAt;
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) names.set(String(event.eventId), scheduled.activityType?.name ?? "?");
    const ran = event.activityTaskStartedEventAttributes ?? event.activityTaskCompletedEventAttributes;
    const name = ran ? names.get(String(ran.scheduledEventId)) : names.get(String(event.eventId));
    const what = scheduled ? "scheduled" : event.activityTaskStartedEventAttributes ? "started" : "completed";
    return name === undefined ? [] : [`${Math.round(ms)} ${name} ${what}`];
  });
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select slice, count(*) as calls, min(extract(epoch from claimed_at) * 1000 - ${startedAt}) as first, max(extract(epoch from answered_at) * 1000 - ${startedAt}) as last
      from attempt where broadcast_id = ${campaignId} group by slice order by slice`.execute(em.getKysely()),
  );
  const slices = callsSchema
    .parse(rows)
    .map(
      ({ slice, calls, first, last }) =>
        `slice ${slice}: ${calls} calls from ${Math.round(first)} to ${Math.round(last)}`,
    );
  return [...activities, ...slices];
}
