import { getSendingState } from "@packpost/core/organisation/get-sending-state";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { verbContext } from "#web/server/verb-context.ts";

/** The signed-in person's own account. */
export const accountRouter = createRouter({
  me: permitted("account.read").query(({ ctx }) => {
    const { name, email, role, organisationName, zone } = ctx.staff;
    return { name, email, role, organisationName, zone };
  }),
  /** Whether mail goes out at all: every page says so when it does not. */
  sending: permitted("account.read").query(async ({ ctx }) =>
    getSendingState({ ctx: await verbContext(ctx) }),
  ),
});
