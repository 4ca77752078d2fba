"use server";

import { addressSchema } from "@packpost/core/address/address-schema";
import { codeSchema } from "@packpost/core/second-factor/take-code";
import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getAuth } from "#web/server/auth/auth.ts";
import { secondStepAnswer } from "#web/server/auth/second-step.ts";
import { log } from "#web/server/log.ts";
import { nextPath } from "./next-path.ts";
import type { SignInState } from "./sign-in-state.ts";

const form = z.object({
  email: addressSchema,
  password: z.string().min(1).max(LONGEST_PASSWORD),
  next: z.string().max(2000).optional(),
});
const codeForm = codeSchema.extend({ next: z.string().max(2000).optional() });

/**
 * Signs in with email and password, then with a code where the account has a second factor, and goes on to where one wanted to be.
 * Works before the page's scripts have loaded.
 *
 * @param before what was last said, as React hands it in
 * @param data fields `email`, `password`, `next`; in the second step `code`, `next`
 */
export async function signIn(before: SignInState | undefined, data: FormData): Promise<SignInState> {
  // An action's arguments are whatever was posted, be it no form at all.
  const posted: unknown = data;
  if (!(posted instanceof FormData)) return untyped("");
  return posted.has("code") ? takeCodeStep(before, posted) : takePasswordStep(posted);
}

async function takePasswordStep(posted: FormData): Promise<SignInState> {
  const typed = String(posted.get("email") ?? "");
  const fields = form.safeParse(Object.fromEntries(posted));
  if (!fields.success) return untyped(typed);
  const { email, password, next } = fields.data;
  try {
    const answer: unknown = await getAuth().api.signInEmail({
      body: { email, password },
      headers: await headers(),
    });
    const more = secondStepAnswer.safeParse(answer);
    if (more.success) return { email: typed, secondStep: more.data.secondStep, problem: null };
  } catch (error) {
    return { email: typed, secondStep: null, problem: explain(error) };
  }
  redirect(nextPath(next));
}

async function takeCodeStep(before: SignInState | undefined, posted: FormData): Promise<SignInState> {
  const email = before?.email ?? "";
  const secondStep = before?.secondStep ?? null;
  const fields = codeForm.safeParse(Object.fromEntries(posted));
  if (!fields.success)
    return { email, secondStep, problem: { message: "Type the code.", nextStep: "Or take another way." } };
  const { code, next } = fields.data;
  try {
    await getAuth().api.signInCode({ body: { code }, headers: await headers() });
  } catch (error) {
    const refused = refusal.safeParse(error).data;
    const restart = refused?.body?.code === "TOO_LATE";
    const words = refused !== undefined && refused.statusCode < 500 ? wordsOf(refused) : explain(error);
    return { email, secondStep: restart ? null : secondStep, problem: words };
  }
  redirect(nextPath(next));
}

const untyped = (email: string): SignInState => ({
  ...{ email, secondStep: null },
  problem: {
    message: "Type your email address and your password.",
    nextStep: "Both are needed to sign in.",
  },
});

// By its shape: the build holds better-auth's error class more than once, so `instanceof` says no to its own.
const refusal = z.object({
  name: z.literal("APIError"),
  statusCode: z.number(),
  message: z.string(),
  body: z
    .object({ nextStep: z.string().optional(), code: z.string().optional() })
    .optional()
    .catch(undefined),
});

const wordsOf = ({ message, body }: z.infer<typeof refusal>) => ({
  message,
  nextStep: body?.nextStep ?? "Wait a while, then try again.",
});

function explain(error: unknown): NonNullable<SignInState["problem"]> {
  const { data: refused } = refusal.safeParse(error);
  if (refused?.statusCode === 429 || refused?.statusCode === 503) return wordsOf(refused);
  if (refused !== undefined && refused.statusCode < 500) {
    return {
      message: "This email and password do not match.",
      nextStep: "Check both. If you have forgotten the password, ask an owner or admin of your organisation.",
    };
  }
  log.error({ err: error }, "sign-in failed");
  return {
    message: "Signing in does not work right now.",
    nextStep: "Try again in a minute. Nothing of yours is lost.",
  };
}
