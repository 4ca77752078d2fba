import { customerIdSchema, getCustomer } from "@packpost/core/customer/get-customer";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** People of the business's families. */
export const customerRouter = createRouter({
  get: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getCustomer({ ctx, input })),
});
