import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import type { WorkerContext } from "../context.ts";
import { advanceDelivery } from "./advance-delivery.ts";

/**
 * Does some work, and hands what it queues to the provider in this process, once it has committed: a workflow for each would be half of what
 * a mail costs. What is not over after that, or whose process dies before it, goes on by its workflow as any other delivery.
 * docs/decisions/2026-11-29-unread-mail-in-time.md
 */
export async function sendAtOnce<T>(
  ctx: WorkerContext,
  timings: SendTimings,
  work: (ctx: WorkerContext) => Promise<T>,
): Promise<T> {
  const queued: Parameters<WorkerContext["workflows"]["startDelivery"]>[0][] = [];
  const startDelivery = (delivery: (typeof queued)[number]) => void queued.push(delivery);
  const done = await work({ ...ctx, workflows: { ...ctx.workflows, startDelivery } });
  for (const delivery of queued) {
    const { deliveryId } = delivery;
    const step = await advanceDelivery({ ctx, input: { deliveryId, timings } }).catch((error: unknown) => {
      ctx.log.warn({ err: error, deliveryId }, "a delivery was not sent at once, its workflow will");
    });
    if (step?.do !== "end")
      await inOrganisation(ctx.orm, ctx.organisationId, async () => ctx.workflows.startDelivery(delivery));
  }
  return done;
}
