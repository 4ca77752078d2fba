import { deliveryPurposes, providerChannels } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import type { DeliveryStep } from "@packpost/workflows/delivery/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { sendingStop, sendingStopSchema, waitWhileStopped } from "../send-protocol/sending-stop.ts";
import { reconcileDelivery } from "./reconcile-delivery.ts";
import { giveUpAt } from "./retry-policies.ts";
import { sendDelivery } from "./send-delivery.ts";

const WITHDRAWABLE = sql`about = 'pause' and calls > 0`;

const rowSchema = z.object({
  channel: z.enum(providerChannels),
  purpose: z.enum(deliveryPurposes),
  status: z.string(),
  /** A notice of a pause that the provider has refused so far. */
  withdrawable: z.boolean(),
  reconcile_in_ms: z.coerce.number(),
  give_up_in_ms: z.coerce.number(),
  stop: sendingStopSchema,
});

/**
 * Does what a delivery's row says is next. Safe to run again after any crash: a delivery is called for only by a claim, and
 * a claim without a record is asked about before it is called for again.
 */
export async function advanceDelivery({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { deliveryId: string; timings: SendTimings };
}): Promise<DeliveryStep> {
  const { deliveryId, timings } = input;
  let row = await readRow(ctx, input);
  if (row?.status === "waiting" && row.withdrawable && (await withdrawNotice(ctx, deliveryId)))
    row = await readRow(ctx, input);
  if (row?.status === "claimed" && row.reconcile_in_ms <= 0) {
    await reconcileDelivery({ ctx, input });
    row = await readRow(ctx, input);
  }
  let wait: { ms: number; why: string } | null = null;
  if (row?.status === "waiting") {
    wait = await sendDelivery({ ctx, input: { ...row, deliveryId, callMs: timings.callMs } });
    row = await readRow(ctx, input);
  }
  if (row === undefined) return { do: "end", status: "gone" };
  if (row.status === "claimed") {
    const ms = Math.max(row.reconcile_in_ms, 100);
    return { do: "wait", ms, why: "Ask the provider about an unanswered call" };
  }
  if (row.status !== "waiting") return { do: "end", status: row.status };
  const { ms, why } = wait ?? waitWhileStopped(row.stop ?? "unchecked");
  // Whoever waits for it is told in time that it came to nothing.
  return { do: "wait", ms: Math.max(Math.min(ms, row.give_up_in_ms), 100), why };
}

/** A notice of a pause that is over by now, and that the provider has refused so far, would only puzzle its reader. @returns whether it was one */
async function withdrawNotice(ctx: Context, deliveryId: string): Promise<boolean> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update delivery set cancelled_at = app_now(), provider_message = 'Not needed any more: the ' || broadcast.kind || ' is not paused as it was.'
      from broadcast
      where delivery.id = ${deliveryId} and delivery.organisation_id = ${ctx.organisationId} and delivery.status = 'waiting' and ${WITHDRAWABLE}
        and broadcast.organisation_id = delivery.organisation_id and broadcast.id = coalesce(delivery.campaign_id, delivery.alert_id)
        and (broadcast.status <> 'paused' or broadcast.resumed_at > delivery.created_at)
      returning delivery.id`.execute(em.getKysely()),
  );
  return rows.length > 0;
}

/** Its status, how long until the provider may be asked about its call, and until it is given up. By the primary key. */
async function readRow(ctx: Context, input: { deliveryId: string; timings: SendTimings }) {
  const { reconcileAfterMs, reconcileEveryMs } = input.timings;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select channel, purpose, status, coalesce(${WITHDRAWABLE}, false) as withdrawable, ceil(extract(epoch from ${giveUpAt} - app_now()) * 1000) as give_up_in_ms,
        ceil(extract(epoch from greatest(call_until + make_interval(secs => ${reconcileAfterMs / 1000}),
                                         looked_up_at + make_interval(secs => ${reconcileEveryMs / 1000}), ask_after) - app_now()) * 1000) as reconcile_in_ms,
        ${sendingStop} as stop
      from delivery join organisation on organisation.id = delivery.organisation_id
      where delivery.id = ${input.deliveryId} and delivery.organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    ),
  );
  return rowSchema.optional().parse(rows[0]);
}
