import { listDeliveries } from "@packpost/core/delivery/list-deliveries";
import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { deliveryIdSchema, listDeliveriesSchema, sendPreviewSchema } from "@packpost/core/delivery/schemas";
import { sendDeliveryAgain } from "@packpost/core/delivery/send-delivery-again";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Deliveries: previews and copies of campaigns. */
export const deliveryRouter = createRouter({
  sendPreview: permitted("campaign.preview")
    .input(sendPreviewSchema)
    .mutation(({ ctx, input }) => queuePreview({ ctx, input })),
  again: permitted("campaign.preview")
    .input(deliveryIdSchema)
    .mutation(({ ctx, input }) => sendDeliveryAgain({ ctx, input })),
  ofCampaign: permitted("campaign.read")
    .input(listDeliveriesSchema)
    .query(({ ctx, input }) => listDeliveries({ ctx, input })),
});
