import { queuePreview } from "@packpost/core/mail/queue-preview";
import { startMail } from "@packpost/workflows/client";
import { mailWorkflowId } from "@packpost/workflows/mail/contract";
import { quickTimings, type TestOrganisation, type TestWorld } from "./open-world.ts";

/**
 * Sends a preview of a new draft to one address, by its workflow with short timings.
 * @returns `done` resolves when its workflow has ended
 */
export async function sendPreview(
  world: TestWorld,
  organisation: TestOrganisation,
): Promise<{ mailId: string; done: Promise<unknown> }> {
  const mailId = await queueTestPreview(world, organisation);
  const { organisationId } = organisation.ctx;
  await startMail(world.client, { organisationId, mailId, timings: quickTimings });
  return { mailId, done: world.client.workflow.getHandle(mailWorkflowId(mailId)).result() };
}

/**
 * Queues a preview of a new draft to one address; its workflow is not started.
 * @returns the mail's id
 */
export async function queueTestPreview(world: TestWorld, organisation: TestOrganisation): Promise<string> {
  const campaignId = await world.draft(organisation);
  const input = { campaignId, version: 2, to: "dana@staff.example" };
  const queued = await queuePreview({ ctx: organisation.ctx, input });
  const mailId = queued.outcome === "queued" ? queued.mailIds[0] : undefined;
  if (mailId === undefined) throw new Error(JSON.stringify(queued));
  return mailId;
}
