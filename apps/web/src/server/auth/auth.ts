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
import { clientAddress } from "./client-address.ts";
import { passwordHashing } from "./hash-in-turns.ts";
import { deviceCookie, type KnownDevice, knows, readDevice, rememberAccount } from "./known-device.ts";
import { countSignInTry, forgetSignInTries, type SignInTry } from "./limit-sign-in.ts";

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
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      revokeSessionsOnPasswordReset: true,
      password: passwordHashing,
    },
    user: { modelName: "auth_user" },
    account: { modelName: "auth_account" },
    session: {
      modelName: "auth_session",
      expiresIn: 14 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
    },
    verification: { modelName: "auth_verification", storeIdentifier: "hashed" },
    // Ours counts before any password is hashed, at both doors: this one keys by an address that anybody may write.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "packpost",
      useSecureCookies: env.APP_URL.startsWith("https:"),
      database: { generateId: "uuid" },
      // Sessions are listed without it.
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: { level: "warn", log: (level, message) => log[level]({ part: "auth" }, message) },
    hooks: { before: limitSignIn, after: rememberSuccess },
    plugins: [nextCookies()],
  });
}

const limitSignIn = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath) return;
  const made = await readTry(request);
  if (made === null) return;
  try {
    await countSignInTry(made);
  } catch (error) {
    if (!(error instanceof PackpostError)) throw error;
    const { message, nextStep, retryAfterSeconds } = error;
    throw new APIError(
      "TOO_MANY_REQUESTS",
      { message, nextStep },
      { "retry-after": String(retryAfterSeconds ?? 60) },
    );
  }
});

const rememberSuccess = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath || !request.context.newSession) return;
  const made = await readTry(request);
  if (made === null) return;
  await forgetSignInTries(made);
  const value = rememberAccount(await readDeviceOf(request), made.email);
  await request.setSignedCookie(deviceCookie.name, value, request.context.secret, {
    httpOnly: true,
    sameSite: "lax",
    secure: env.APP_URL.startsWith("https:"),
    path: "/",
    maxAge: deviceCookie.maxAgeSeconds,
  });
});

type AuthRequest = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Who tries to get in, from where; null when the body is none. */
async function readTry(request: AuthRequest): Promise<SignInTry | null> {
  const body = signInBody.safeParse(request.body);
  if (!body.success) return null;
  const { email } = body.data;
  const device = await readDeviceOf(request);
  return {
    email,
    device: device !== null && knows(device, email) ? device.id : null,
    address: request.headers === undefined ? null : clientAddress(request.headers),
  };
}

async function readDeviceOf(request: AuthRequest): Promise<KnownDevice | null> {
  return readDevice(await request.getSignedCookie(deviceCookie.name, request.context.secret));
}
