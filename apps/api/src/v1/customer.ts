import { readByExternalId } from "@packpost/core/customer/read/read-by-external-id";
import { customerByIdSchema, customerSchema } from "@packpost/core/customer/read/schemas";
import { createApiRouter, scoped } from "./procedures.ts";
import { upsertProcedures } from "./upsert.ts";

/** Customers: found by their external id, created and changed as every noun of the import (P10). */
export const customerRouter = createApiRouter({
  get: scoped({
    ...{ method: "GET", path: "/customers/{externalId}", scope: "customers:read" },
    summary: "A customer by your id",
  })
    .input(customerByIdSchema)
    .output(customerSchema)
    .query(({ ctx: { ctx }, input }) => readByExternalId({ ctx, input })),
  ...upsertProcedures("customer", "customers"),
});
