import { inOrganisation } from "@packpost/db/orm";
import type { AlertStep } from "@packpost/workflows/alert/contract";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import { nextStep } from "../broadcast/next-step.ts";
import type { Context } from "../context.ts";

/**
 * What an alert's row says is to be done next. Where people wait, the pacer of the organisation's number sends to them (A6): it is woken, and
 * the alert waits for what becomes of that, or for the time at which the provider is asked about a call that it has not answered.
 */
export async function nextAlertStep({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; timings: SendTimings };
}): Promise<AlertStep> {
  const next = await nextStep({ ctx, input });
  if (next.do !== "send") return next;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ ms: number | null }>`
      select ceil(extract(epoch from next_look_at - app_now()) * 1000)::float8 as ms from broadcast
      where organisation_id = ${ctx.organisationId} and id = ${input.broadcastId}`.execute(em.getKysely());
    ctx.workflows.wakePacer();
    const ms = rows[0]?.ms ?? null;
    return { do: "wait", ms: ms === null ? null : Math.max(1, ms), why: "Its texts go out one by one" };
  });
}
