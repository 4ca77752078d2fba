import type { WorkerContext } from "@packpost/core/context";
import { tellEndpoint } from "@packpost/core/webhook-out/tell-endpoint";
import type { WebhookActivities } from "@packpost/workflows/webhook-out/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * An outgoing webhook's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createWebhookActivities(
  contextOf: (organisationId: string) => WorkerContext,
): WebhookActivities {
  return {
    tellEndpoint: (input) =>
      withHeartbeats(() => tellEndpoint({ ctx: contextOf(input.organisationId), input })),
  };
}
