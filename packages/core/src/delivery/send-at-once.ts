import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import type { WorkerContext } from "../context.ts";
import { advanceDelivery } from "./advance-delivery.ts";

/** Where a provider answers slowly, so many milliseconds are spent on it here: whoever queued them has others to look after. */
const LONGEST_MS = 10_000;

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
  const endAt = performance.now() + LONGEST_MS;
  for (const delivery of queued) {
    if (performance.now() > endAt || !(await isOver(ctx, timings, delivery.deliveryId)))
      await inOrganisation(ctx.orm, ctx.organisationId, async () => ctx.workflows.startDelivery(delivery));
  }
  return done;
}

/** Tries it once. @returns whether nothing is left to do for it */
async function isOver(ctx: WorkerContext, timings: SendTimings, deliveryId: string): Promise<boolean> {
  try {
    return (await advanceDelivery({ ctx, input: { deliveryId, timings } })).do === "end";
  } catch (error) {
    ctx.log.warn({ err: error, deliveryId }, "a delivery was not sent at once, its workflow will");
    return false;
  }
}
