import { deliveryPurposes } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../context.ts";
import { reconcileDelivery } from "./reconcile-delivery.ts";

/** Postmark's search goes back 45 days; what it does not show by then stays unconfirmed. */
const SEARCHABLE = "45 days";
const MOST_A_RUN = 50;

const rowSchema = z.object({ id: z.string() });
const oneSchema = z.object({
  status: z.string(),
  purpose: z.enum(deliveryPurposes),
  silent: z.boolean().nullable(),
});

/**
 * Goes on asking the provider about deliveries that are shown as unconfirmed, those never asked about first. Uses
 * delivery_unconfirmed.
 * @returns those that wait again, their workflows started
 */
export async function reconcileUnconfirmedDeliveries({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { timings: Pick<SendTimings, "reconcileEveryMs" | "absentAgainAfterMs" | "unconfirmedAfterMs"> };
}): Promise<string[]> {
  const { timings } = input;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select id from delivery
      where organisation_id = ${ctx.organisationId} and status = 'unconfirmed' and created_at > app_now() - ${SEARCHABLE}::interval
        and coalesce(greatest(looked_up_at + make_interval(secs => ${timings.reconcileEveryMs / 1000}), ask_after) <= app_now(), true)
        -- Asked again and again without an answer: every hour is enough, once the first day is over.
        and (created_at > app_now() - interval '1 day' or looked_up_at < app_now() - interval '1 hour')
      order by looked_up_at nulls first limit ${MOST_A_RUN}`.execute(em.getKysely()),
  );
  const waiting: string[] = [];
  for (const { id } of rows.map((row) => rowSchema.parse(row))) {
    const left = await reconcileOne(ctx, id, timings);
    if (left === "waiting") waiting.push(id);
    if (left === "silent") break; // the provider is not to be asked now; the next run goes on with the others
  }
  return waiting;
}

async function reconcileOne(
  ctx: WorkerContext,
  deliveryId: string,
  timings: Parameters<typeof reconcileDelivery>[0]["input"]["timings"],
): Promise<"waiting" | "silent" | "done"> {
  await reconcileDelivery({ ctx, input: { deliveryId, timings } });
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      select status, purpose, (failed_asks > 0 and not asked_elsewhere) or ask_after > app_now() as silent from delivery
      where id = ${deliveryId} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
    const row = oneSchema.parse(rows[0]);
    if (row.status !== "waiting") return row.silent ? "silent" : "done";
    ctx.workflows.startDelivery({ deliveryId, purpose: row.purpose, timings });
    return "waiting";
  });
}
