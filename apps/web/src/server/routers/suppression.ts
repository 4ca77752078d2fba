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
import { syncSuppressions } from "#web/server/sync-suppressions.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** Who is not written to, here and at the provider. */
export const suppressionRouter = createRouter({
  list: permitted("settings.manage")
    .input(listSuppressionsSchema)
    .query(async ({ ctx, input }) => listSuppressions({ ctx: await verbContext(ctx), input })),
  sync: permitted("settings.manage").query(async ({ ctx }) =>
    getSuppressionSync({ ctx: await verbContext(ctx) }),
  ),
  add: permitted("settings.manage")
    .input(addSuppressionSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await addSuppression({ ctx: await verbContext(ctx), input });
      if (result.outcome === "added") await syncSuppressions(ctx.staff.organisationId);
      return result;
    }),
  lift: permitted("settings.manage")
    .input(suppressionIdSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await liftSuppression({ ctx: await verbContext(ctx), input });
      if (result.outcome === "lifted") await syncSuppressions(ctx.staff.organisationId);
      return result;
    }),
  liftMany: permitted("settings.manage")
    .input(liftSuppressionsSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await liftSuppressions({ ctx: await verbContext(ctx), input });
      if (result.lifted.length > 0) await syncSuppressions(ctx.staff.organisationId);
      return result;
    }),
  blockAgain: permitted("settings.manage")
    .input(suppressionIdsSchema)
    .mutation(async ({ ctx, input }) => {
      const result = await blockAgain({ ctx: await verbContext(ctx), input });
      if (result.blocked > 0) await syncSuppressions(ctx.staff.organisationId);
      return result;
    }),
});
