import { addPass } from "@packpost/core/pass/add-pass";
import { countPassUses } from "@packpost/core/pass/count-pass-uses";
import { renamePass } from "@packpost/core/pass/rename-pass";
import { bringBackPass, retirePass } from "@packpost/core/pass/retire-pass";
import { addPassSchema, passIdSchema, renamePassSchema } from "@packpost/core/pass/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** What customers can hold. */
export const passRouter = createRouter({
  list: permitted("customer.read").query(({ ctx }) => countPassUses({ ctx })),
  add: permitted("customer.edit")
    .input(addPassSchema)
    .mutation(({ ctx, input }) => addPass({ ctx, input })),
  rename: permitted("customer.edit")
    .input(renamePassSchema)
    .mutation(({ ctx, input }) => renamePass({ ctx, input })),
  retire: permitted("customer.edit")
    .input(passIdSchema)
    .mutation(({ ctx, input }) => retirePass({ ctx, input })),
  bringBack: permitted("customer.edit")
    .input(passIdSchema)
    .mutation(({ ctx, input }) => bringBackPass({ ctx, input })),
});
