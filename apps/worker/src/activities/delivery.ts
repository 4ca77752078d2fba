import type { WorkerContext } from "@packpost/core/context";
import { advanceDelivery } from "@packpost/core/delivery/advance-delivery";
import type { DeliveryActivities } from "@packpost/workflows/delivery/contract";
import { withHeartbeats } from "./with-heartbeats.ts";

/**
 * A delivery's activities: one verb each.
 * @param contextOf makes the context of an organisation
 */
export function createDeliveryActivities(
  contextOf: (organisationId: string) => WorkerContext,
): DeliveryActivities {
  return {
    advanceDelivery: (input) =>
      withHeartbeats(() => advanceDelivery({ ctx: contextOf(input.organisationId), input })),
  };
}
