import { getSendingState } from "@packpost/core/organisation/get-sending-state";
import {
  changePassword,
  changePasswordSchema,
  WrongPasswordError,
} from "@packpost/core/staff/change-password";
import { endOwnSessions, endOwnSessionsSchema, listOwnSessions } from "@packpost/core/staff/own-sessions";
import { hashInTurns } from "#web/server/auth/hash-in-turns.ts";
import {
  clearSignInTries,
  countPasswordChange,
  countSignInTry,
  refundSignInTry,
} from "#web/server/auth/limit-sign-in.ts";
import { describeBrowser } from "#web/server/http/describe-browser.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { factorsRouter } from "./factors.ts";
import { proveRouter } from "./prove.ts";

/** The signed-in person's own account. */
export const accountRouter = createRouter({
  me: permitted("account.read").query(({ ctx }) => {
    const { staffMemberId, name, email, role, organisationName, zone } = ctx.staff;
    return { staffMemberId, name, email, role, organisationName, zone };
  }),
  /** A new password; all other sessions of the person end. Only a wrong current password counts as a try. */
  changePassword: permitted("account.write")
    .input(changePasswordSchema)
    .mutation(async ({ ctx, input }) => {
      const { email, sessionId, userId } = ctx.staff;
      const made = { email, device: `change ${userId}`, address: null };
      await countPasswordChange(userId);
      await countSignInTry(made);
      const hashing = hashInTurns(userId);
      try {
        const done = await changePassword({ ctx, input: { ...input, sessionId, hashing } });
        await clearSignInTries(made);
        return done;
      } catch (error) {
        if (!(error instanceof WrongPasswordError)) await refundSignInTry(made);
        throw error;
      }
    }),
  factors: factorsRouter,
  prove: proveRouter,
  /** Where one is signed in, in the words of whoever looks for a browser. */
  sessions: permitted("account.read").query(async ({ ctx }) => {
    const sessions = await listOwnSessions({ ctx, account: ctx.staff });
    return sessions.map(({ userAgent, ...session }) => ({ ...session, device: describeBrowser(userAgent) }));
  }),
  endSessions: permitted("account.write")
    .input(endOwnSessionsSchema)
    .mutation(({ ctx, input }) => endOwnSessions({ ctx, account: ctx.staff, input })),
  /** Whether mail goes out at all: every page says so when it does not. */
  sending: permitted("account.read").query(({ ctx }) => getSendingState({ ctx })),
});
