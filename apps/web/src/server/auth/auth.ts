import { PackpostError } from "@packpost/core/errors";
import { betterAuth } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { nextCookies } from "better-auth/next-js";
import { z } from "zod";
import { env } from "#web/env.ts";
import { getAuthPool } from "#web/server/database.ts";
import { allowedOrigins } from "#web/server/http/origins.ts";
import { log } from "#web/server/log.ts";
import { processWide } from "#web/server/process-wide.ts";
import { countSignInTry, forgetSignInTries } from "./limit-sign-in.ts";

const signInPath = "/sign-in/email";
const signInBody = z.object({ email: z.string().max(320) });

/** Sign-in of staff. Made on first use: `next build` has neither secret nor database. */
export function getAuth() {
  return processWide("auth", createAuth);
}

function createAuth() {
  return betterAuth({
    baseURL: env.APP_URL,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    database: getAuthPool(),
    trustedOrigins: allowedOrigins(env.APP_URL),
    // People are invited, never self-registered.
    emailAndPassword: { enabled: true, disableSignUp: true, revokeSessionsOnPasswordReset: true },
    user: { modelName: "auth_user" },
    account: { modelName: "auth_account" },
    session: {
      modelName: "auth_session",
      expiresIn: 14 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
    },
    verification: { modelName: "auth_verification", storeIdentifier: "hashed" },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "auth_rate_limit",
      window: 60,
      max: 120,
      customRules: { [signInPath]: { window: 60, max: 30 } },
    },
    advanced: {
      cookiePrefix: "packpost",
      useSecureCookies: env.APP_URL.startsWith("https:"),
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
    telemetry: { enabled: false },
    logger: { level: "warn", log: (level, message) => log[level]({ part: "auth" }, message) },
    hooks: { before: limitSignIn, after: forgetTriesAfterSuccess },
    plugins: [nextCookies()],
  });
}

const limitSignIn = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath) return;
  const body = signInBody.safeParse(request.body);
  if (!body.success) return;
  try {
    await countSignInTry(body.data.email);
  } catch (error) {
    if (!(error instanceof PackpostError)) throw error;
    throw new APIError("TOO_MANY_REQUESTS", { message: error.message, nextStep: error.nextStep });
  }
});

const forgetTriesAfterSuccess = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath || !request.context.newSession) return;
  const body = signInBody.safeParse(request.body);
  if (body.success) await forgetSignInTries(body.data.email);
});
