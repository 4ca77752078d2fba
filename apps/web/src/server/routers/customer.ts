import { customerIdSchema, getCustomer } from "@packpost/core/customer/get-customer";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { setCustomerZone, setCustomerZoneSchema } from "@packpost/core/customer/set-customer-zone";
import { listPasses } from "@packpost/core/pass/list-passes";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** People of the business's families. */
export const customerRouter = createRouter({
  get: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getCustomer({ ctx, input })),
  list: permitted("conversation.own_schedule")
    .input(listCustomersSchema)
    .query(({ ctx, input }) => listCustomers({ ctx, input })),
  passes: permitted("customer.read").query(({ ctx }) => listPasses({ ctx })),
  /** On whose clock they sleep (A12). */
  setZone: permitted("customer.edit")
    .input(setCustomerZoneSchema)
    .mutation(({ ctx, input }) => setCustomerZone({ ctx, input })),
});
