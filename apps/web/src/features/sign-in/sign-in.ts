"use server";

import { addressSchema } from "@packpost/core/address/address-schema";
import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getAuth } from "#web/server/auth/auth.ts";
import { log } from "#web/server/log.ts";
import { nextPath } from "./next-path.ts";

const form = z.object({
  email: addressSchema,
  password: z.string().min(1).max(LONGEST_PASSWORD),
  next: z.string().max(2000).optional(),
});

/** Why signing in did not work, and what to do. */
export interface SignInProblem {
  message: string;
  nextStep: string;
  email: string;
}

/**
 * Signs in with email and password and goes on to where one wanted to be. Works before the page's scripts have loaded.
 *
 * @param _before the last problem, as React hands it in
 * @param data fields `email`, `password`, `next`
 */
export async function signIn(_before: SignInProblem | undefined, data: FormData): Promise<SignInProblem> {
  // An action's arguments are whatever was posted, be it no form at all.
  const posted: unknown = data;
  const typed = posted instanceof FormData ? String(posted.get("email") ?? "") : "";
  const fields = form.safeParse(posted instanceof FormData ? Object.fromEntries(posted) : undefined);
  if (!fields.success) {
    return {
      message: "Type your email address and your password.",
      nextStep: "Both are needed to sign in.",
      email: typed,
    };
  }
  const { email, password, next } = fields.data;
  try {
    await getAuth().api.signInEmail({ body: { email, password }, headers: await headers() });
  } catch (error) {
    return { ...explain(error), email: typed };
  }
  redirect(nextPath(next));
}

// By its shape: the build holds better-auth's error class more than once, so `instanceof` says no to its own.
const refusal = z.object({
  name: z.literal("APIError"),
  statusCode: z.number(),
  message: z.string(),
  body: z.object({ nextStep: z.string() }).optional().catch(undefined),
});

function explain(error: unknown): Omit<SignInProblem, "email"> {
  const { data: refused } = refusal.safeParse(error);
  if (refused?.statusCode === 429 || refused?.statusCode === 503) {
    return {
      message: refused.message,
      nextStep: refused.body?.nextStep ?? "Wait a while, then try again.",
    };
  }
  if (refused !== undefined && refused.statusCode < 500) {
    return {
      message: "This email and password do not match.",
      nextStep: "Check both. If you have forgotten the password, ask for a new one below.",
    };
  }
  log.error({ err: error }, "sign-in failed");
  return {
    message: "Signing in does not work right now.",
    nextStep: "Try again in a minute. Nothing of yours is lost.",
  };
}
