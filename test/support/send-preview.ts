import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { startDelivery } from "@packpost/workflows/client";
import { deliveryWorkflowId } from "@packpost/workflows/delivery/contract";
import { quickTimings, type TestOrganisation, type TestWorld } from "./open-world.ts";

/**
 * Sends a preview of a new draft to one address, by its workflow with short timings.
 * @returns `done` resolves when its workflow has ended
 */
export async function sendPreview(
  world: TestWorld,
  organisation: TestOrganisation,
): Promise<{ deliveryId: string; done: Promise<unknown> }> {
  const deliveryId = await queueTestPreview(world, organisation);
  const { organisationId } = organisation.ctx;
  await startDelivery(world.client, {
    organisationId,
    deliveryId,
    purpose: "preview",
    timings: quickTimings,
  });
  return { deliveryId, done: world.client.workflow.getHandle(deliveryWorkflowId(deliveryId)).result() };
}

/**
 * Queues a preview of a new draft to one address; its workflow is not started.
 * @returns the mail's id
 */
export async function queueTestPreview(world: TestWorld, organisation: TestOrganisation): Promise<string> {
  const campaignId = await world.draft(organisation);
  const input = { campaignId, version: 2, to: "dana@staff.example" };
  const queued = await queuePreview({ ctx: organisation.ctx, input });
  const deliveryId = queued.outcome === "queued" ? queued.deliveryIds[0] : undefined;
  if (deliveryId === undefined) throw new Error(JSON.stringify(queued));
  return deliveryId;
}
