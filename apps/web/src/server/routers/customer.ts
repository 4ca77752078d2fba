import { customerIdSchema, getCustomer } from "@packpost/core/customer/get-customer";
import { setCustomerZone, setCustomerZoneSchema } from "@packpost/core/customer/set-customer-zone";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** People of the business's families. */
export const customerRouter = createRouter({
  get: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getCustomer({ ctx, input })),
  /** On whose clock they sleep (A12). */
  setZone: permitted("customer.edit")
    .input(setCustomerZoneSchema)
    .mutation(({ ctx, input }) => setCustomerZone({ ctx, input })),
});
