import { passkeyAnswerSchema } from "@packpost/core/second-factor/passkey-answer";
import {
  beginProofByPasskey,
  proveByCode,
  proveByPasskey,
  proveByPassword,
} from "@packpost/core/second-factor/prove";
import { codeSchema } from "@packpost/core/second-factor/take-code";
import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { z } from "zod";
import { factorPorts } from "#web/server/auth/factor-ports.ts";
import { hashInTurns } from "#web/server/auth/hash-in-turns.ts";
import {
  clearFactorTries,
  clearSignInTries,
  countFactorTry,
  countSignInTry,
  refundSignInTry,
} from "#web/server/auth/limit-sign-in.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

const passwordSchema = z.object({
  password: z.string().min(1, "Type your password.").max(LONGEST_PASSWORD, "This is too long."),
});

/** A fresh proof of who sits there, before what takes one (`core/access/require-fresh-proof`). Only wrong ones count as tries. */
export const proveRouter = createRouter({
  byPassword: permitted("account.write")
    .input(passwordSchema)
    .mutation(async ({ ctx, input: { password } }) => {
      const { email, userId } = ctx.staff;
      const made = { email, device: `prove ${userId}`, address: null };
      await countSignInTry(made);
      try {
        const proof = await proveByPassword({
          ctx,
          account: ctx.staff,
          password,
          hashing: hashInTurns(userId),
        });
        if (proof === "proved") await clearSignInTries(made);
        return proof;
      } catch (error) {
        await refundSignInTry(made);
        throw error;
      }
    }),
  byCode: permitted("account.write")
    .input(codeSchema)
    .mutation(async ({ ctx, input }) => {
      const made = { userId: ctx.staff.userId, from: "session" };
      await countFactorTry(made);
      const proof = await proveByCode({ ctx, account: ctx.staff, input, seals: factorPorts().seals });
      if (proof === "proved") await clearFactorTries(made);
      return proof;
    }),
  beginPasskey: permitted("account.write").mutation(({ ctx }) =>
    beginProofByPasskey({ ctx, account: ctx.staff, rp: factorPorts().rp }),
  ),
  byPasskey: permitted("account.write")
    .input(z.object({ answer: passkeyAnswerSchema }))
    .mutation(({ ctx, input: { answer } }) =>
      proveByPasskey({ ctx, account: ctx.staff, answer, rp: factorPorts().rp }),
    ),
});
