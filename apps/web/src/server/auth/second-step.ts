import { answerChallenge, ask, readChallenge } from "@packpost/core/second-factor/challenge";
import { factorsOf } from "@packpost/core/second-factor/factors-of";
import { passkeyAnswerSchema } from "@packpost/core/second-factor/passkey-answer";
import { noteProof } from "@packpost/core/second-factor/proved";
import { codeSchema, takeCode } from "@packpost/core/second-factor/take-code";
import { askForPasskey, takePasskey } from "@packpost/core/second-factor/take-passkey";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { deleteSessionCookie, setSessionCookie } from "better-auth/cookies";
import { z } from "zod";
import { getOrm } from "#web/server/database.ts";
import { type AuthRequest, hiddenCookie, knownDeviceOf, rememberDevice } from "./device-cookie.ts";
import { factorPorts } from "./factor-ports.ts";
import { inItsWords } from "./in-its-words.ts";
import { clearFactorTries, countFactorTry } from "./limit-sign-in.ts";
import { endSession, isStillThePassword } from "./still-the-password.ts";

/** Names the sign-in whose password was right, until its second step is taken. */
const stepCookie = { name: "packpost.second-step", maxAgeSeconds: 600 };

/** What may be used for the second step; a recovery code always may. */
const secondStepSchema = z.object({ passkey: z.boolean(), authenticator: z.boolean() });
export type SecondStep = z.infer<typeof secondStepSchema>;
/** What the door of the password answers where that is not all. */
export const secondStepAnswer = z.strictObject({ secondStep: secondStepSchema });

/** A unit above organisations: who signs in belongs to none yet. */
const unit = async () => (await getOrm()).em.fork();

/**
 * After a right password: where the account has a second factor the session that was just opened is taken back, and the browser is
 * asked for the factor.
 * @param mark of the password, which must still hold when the factor comes
 * @returns what may be used; null where there is no factor, and the session stands
 */
export async function askForSecondStep(
  request: AuthRequest,
  session: { readonly id: string; readonly userId: string },
  mark: string | null,
): Promise<SecondStep | null> {
  const em = await unit();
  const { passkeys, authenticator } = await factorsOf(em, session.userId);
  if (passkeys === 0 && !authenticator) return null;
  deleteSessionCookie(request, true);
  await endSession(session.id);
  request.context.setNewSession(null);
  const token = await ask(em, "second_step", { userId: session.userId, passwordMark: mark });
  await request.setSignedCookie(
    stepCookie.name,
    token,
    request.context.secret,
    hiddenCookie(stepCookie.maxAgeSeconds),
  );
  return { passkey: passkeys > 0, authenticator };
}

/** The ways in beside the password alone (O1). */
export const secondStep = {
  id: "packpost-second-step",
  endpoints: {
    /** The second step by a code: of the authenticator app, or a recovery code. */
    signInCode: createAuthEndpoint("/sign-in/code", { method: "POST", body: codeSchema }, async (request) => {
      const em = await unit();
      const token = await request.getSignedCookie(stepCookie.name, request.context.secret);
      const asked = token ? await readChallenge(em, "second_step", token) : null;
      if (!token || asked === null || asked.userId === null) throw tooLate();
      const { userId } = asked;
      const user = await request.context.internalAdapter.findUserById(userId);
      if (user === null) throw tooLate();
      const made = { userId, from: await knownDeviceOf(request, user.email) };
      await inItsWords(() => countFactorTry(made));
      const taken = await takeCode(em, { userId, code: request.body.code, seals: factorPorts().seals });
      if (taken === null)
        throw new APIError("UNAUTHORIZED", {
          code: "WRONG_CODE",
          message: "This code is not right, or was used already.",
          nextStep: "Wait for the next one, or use a recovery code.",
        });
      await clearFactorTries(made);
      if ((await answerChallenge(em, "second_step", token)) === null) throw tooLate();
      await openSession(request, user, asked.passwordMark);
      request.setCookie(stepCookie.name, "", hiddenCookie(0));
      return request.json({ email: user.email });
    }),
    /** What a passkey is to sign. Says nothing of any account. */
    signInPasskeyOptions: createAuthEndpoint(
      "/sign-in/passkey-options",
      { method: "POST" },
      async (request) =>
        request.json(
          await askForPasskey(await unit(), {
            occasion: "passkey_sign_in",
            userId: null,
            rp: factorPorts().rp,
          }),
        ),
    ),
    /** A passkey signs in alone: it was opened by a finger, a face or a PIN. */
    signInPasskey: createAuthEndpoint(
      "/sign-in/passkey",
      { method: "POST", body: z.object({ answer: passkeyAnswerSchema }) },
      async (request) => {
        const em = await unit();
        const { answer } = request.body;
        const { rp } = factorPorts();
        const taken = await takePasskey(em, { occasion: "passkey_sign_in", userId: null, answer, rp });
        const user = taken && (await request.context.internalAdapter.findUserById(taken.userId));
        if (!user)
          throw new APIError("UNAUTHORIZED", {
            code: "WRONG_PASSKEY",
            message: "This passkey does not open an account here.",
            nextStep: "It may have been removed. Sign in with your password.",
          });
        await openSession(request, user, undefined);
        request.setCookie(stepCookie.name, "", hiddenCookie(0));
        return request.json({ email: user.email });
      },
    ),
  },
} as const;

type User = NonNullable<Awaited<ReturnType<AuthRequest["context"]["internalAdapter"]["findUserById"]>>>;

/** @param mark of the password that was typed; left out where none was */
async function openSession(request: AuthRequest, user: User, mark: string | null | undefined): Promise<void> {
  const session = await request.context.internalAdapter.createSession(user.id);
  if (mark !== undefined && !(await isStillThePassword(user.id, mark))) {
    await endSession(session.id);
    throw new APIError("UNAUTHORIZED", { message: "The password has just been changed." });
  }
  await noteProof(await unit(), session.id, "factor");
  await setSessionCookie(request, { session, user });
  await rememberDevice(request, user.email);
}

const tooLate = () =>
  new APIError("UNAUTHORIZED", {
    code: "TOO_LATE",
    message: "This took too long.",
    nextStep: "Sign in with your password again.",
  });
