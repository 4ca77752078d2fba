import { addSuppression } from "@packpost/core/suppression/add-suppression";
import { blockAgain } from "@packpost/core/suppression/block-again";
import { getSuppressionSync } from "@packpost/core/suppression/get-suppression-sync";
import { liftSuppression } from "@packpost/core/suppression/lift-suppression";
import { liftSuppressions } from "@packpost/core/suppression/lift-suppressions";
import { listSuppressions } from "@packpost/core/suppression/list-suppressions";
import {
  addSuppressionSchema,
  liftSuppressionsSchema,
  listSuppressionsSchema,
  suppressionIdSchema,
  suppressionIdsSchema,
} from "@packpost/core/suppression/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Who is not written to, here and at the provider. */
export const suppressionRouter = createRouter({
  list: permitted("settings.manage")
    .input(listSuppressionsSchema)
    .query(({ ctx, input }) => listSuppressions({ ctx, input })),
  sync: permitted("settings.manage").query(({ ctx }) => getSuppressionSync({ ctx })),
  add: permitted("settings.manage")
    .input(addSuppressionSchema)
    .mutation(({ ctx, input }) => addSuppression({ ctx, input })),
  lift: permitted("settings.manage")
    .input(suppressionIdSchema)
    .mutation(({ ctx, input }) => liftSuppression({ ctx, input })),
  liftMany: permitted("settings.manage")
    .input(liftSuppressionsSchema)
    .mutation(({ ctx, input }) => liftSuppressions({ ctx, input })),
  blockAgain: permitted("settings.manage")
    .input(suppressionIdsSchema)
    .mutation(({ ctx, input }) => blockAgain({ ctx, input })),
});
