import { addPasskey, addPasskeySchema, beginPasskey } from "@packpost/core/second-factor/add-passkey";
import { beginAuthenticator, confirmAuthenticator } from "@packpost/core/second-factor/authenticator";
import {
  removeFactor,
  removeFactorSchema,
  renamePasskey,
  renamePasskeySchema,
  renewRecoveryCodes,
} from "@packpost/core/second-factor/change-factors";
import { listFactors } from "@packpost/core/second-factor/list-factors";
import { codeSchema } from "@packpost/core/second-factor/take-code";
import { resetFactors, resetFactorsSchema } from "@packpost/core/staff/membership/reset-factors";
import { listOwnSessions } from "@packpost/core/staff/own-sessions";
import { factorPorts } from "#web/server/auth/factor-ports.ts";
import { describeBrowser } from "#web/server/http/describe-browser.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** The ways in which the signed-in person proves who they are (O1). */
export const factorsRouter = createRouter({
  list: permitted("account.read").query(({ ctx }) => listFactors({ ctx, account: ctx.staff })),
  beginPasskey: permitted("account.write").mutation(({ ctx }) =>
    beginPasskey({ ctx, account: ctx.staff, rp: factorPorts().rp }),
  ),
  addPasskey: permitted("account.write")
    .input(addPasskeySchema)
    .mutation(async ({ ctx, input }) => {
      const [here] = await listOwnSessions({ ctx, account: ctx.staff });
      const device = describeBrowser(here?.current ? here.userAgent : null);
      return addPasskey({ ctx, account: ctx.staff, rp: factorPorts().rp, device, input });
    }),
  renamePasskey: permitted("account.write")
    .input(renamePasskeySchema)
    .mutation(({ ctx, input }) => renamePasskey({ ctx, account: ctx.staff, input })),
  beginAuthenticator: permitted("account.write").mutation(({ ctx }) =>
    beginAuthenticator({ ctx, account: ctx.staff, seals: factorPorts().seals }),
  ),
  confirmAuthenticator: permitted("account.write")
    .input(codeSchema)
    .mutation(({ ctx, input }) =>
      confirmAuthenticator({ ctx, account: ctx.staff, seals: factorPorts().seals, input }),
    ),
  remove: permitted("account.write")
    .input(removeFactorSchema)
    .mutation(({ ctx, input }) => removeFactor({ ctx, account: ctx.staff, input })),
  /** A colleague's, who has lost them. */
  resetOf: permitted("staff.manage")
    .input(resetFactorsSchema)
    .mutation(({ ctx, input }) => resetFactors({ ctx, input })),
  renewRecoveryCodes: permitted("account.write").mutation(({ ctx }) =>
    renewRecoveryCodes({ ctx, account: ctx.staff }),
  ),
});
