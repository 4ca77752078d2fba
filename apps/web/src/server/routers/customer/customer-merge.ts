import { listMerges } from "@packpost/core/customer/merge/list-merges";
import { mergeCustomers } from "@packpost/core/customer/merge/merge-customers";
import { mergeFamilies } from "@packpost/core/customer/merge/merge-families";
import { previewMerge } from "@packpost/core/customer/merge/preview-merge";
import {
  mergeCustomersSchema,
  mergeFamiliesSchema,
  mergeIdSchema,
  previewMergeSchema,
  splitFamilySchema,
} from "@packpost/core/customer/merge/schemas";
import { splitFamily } from "@packpost/core/customer/merge/split-family";
import { undoMerge } from "@packpost/core/customer/merge/undo-merge";
import { customerIdSchema } from "@packpost/core/customer/page/get-customer";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Two records made one, a family made two, and both taken back (P11). */
export const customerMergeRouter = createRouter({
  list: permitted("customer.read")
    .input(customerIdSchema)
    .query(({ ctx, input }) => listMerges({ ctx, input })),
  preview: permitted("customer.edit")
    .input(previewMergeSchema)
    .query(({ ctx, input }) => previewMerge({ ctx, input })),
  customers: permitted("customer.edit")
    .input(mergeCustomersSchema)
    .mutation(({ ctx, input }) => mergeCustomers({ ctx, input })),
  families: permitted("customer.edit")
    .input(mergeFamiliesSchema)
    .mutation(({ ctx, input }) => mergeFamilies({ ctx, input })),
  split: permitted("customer.edit")
    .input(splitFamilySchema)
    .mutation(({ ctx, input }) => splitFamily({ ctx, input })),
  undo: permitted("customer.edit")
    .input(mergeIdSchema)
    .mutation(({ ctx, input }) => undoMerge({ ctx, input })),
});
