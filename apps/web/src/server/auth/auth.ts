import { defineRequestState } from "@better-auth/core/context";
import { PackpostError } from "@packpost/core/errors";
import type { PasswordHashing } from "@packpost/core/staff/change-password";
import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { betterAuth } from "better-auth";
import { APIError, createAuthMiddleware, isAPIError } from "better-auth/api";
import { nextCookies } from "better-auth/next-js";
import { z } from "zod";
import { env } from "#web/env.ts";
import { getAuthPool } from "#web/server/database.ts";
import { allowedOrigins } from "#web/server/http/origins.ts";
import { log } from "#web/server/log.ts";
import { singleton } from "#web/server/singleton.ts";
import { clientAddress } from "./client-address.ts";
import { hashInTurns } from "./hash-in-turns.ts";
import { deviceCookie, type KnownDevice, knows, readDevice, rememberAccount } from "./known-device.ts";
import { clearSignInTries, countSignInTry, refundSignInTry, type SignInTry } from "./limit-sign-in.ts";

const signInPath = "/sign-in/email";
/** What the limiter can count; everything else is refused before anything is hashed. */
const signInBody = z.object({
  email: z.string().min(3).max(320),
  password: z.string().min(1).max(LONGEST_PASSWORD),
});

/** The try that a request makes, once it is counted; better-auth's hashing is told nothing else. */
const countedTry = defineRequestState<SignInTry | null>(() => null);

/** The hash that a try's password was right for. */
const verifiedHash = defineRequestState<string | null>(() => null);

/** Sign-in of staff. Made on first use: `next build` has neither secret nor database. */
export function getAuth() {
  return singleton("auth", createAuth);
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
      maxPasswordLength: LONGEST_PASSWORD,
      password: {
        hash: (password) => hashCounted((hashing) => hashing.hash(password)),
        verify: async (input) => {
          const right = await hashCounted((hashing) => hashing.verify(input));
          if (right) await verifiedHash.set(input.hash);
          return right;
        },
      },
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
    hooks: { before: limitSignIn, after: settleTry },
    plugins: [nextCookies()],
  });
}

const limitSignIn = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath) return;
  const made = await readTry(request);
  if (made === null)
    throw new APIError("BAD_REQUEST", {
      message: "This is no email address with a password.",
      nextStep: "Type both as they were given to you.",
    });
  await inItsWords(() => countSignInTry(made));
  await countedTry.set(made);
});

/** Only an answer to a password counts: a right one is remembered, and what was not looked at is given back. */
const settleTry = createAuthMiddleware(async (request) => {
  if (request.path !== signInPath) return;
  const made = await countedTry.get();
  if (made === null) return;
  const { newSession, returned } = request.context;
  if (!newSession) {
    if (!isAPIError(returned) || returned.statusCode !== 401) await refundSignInTry(made);
    return;
  }
  if (!(await isStillThePassword(newSession.session, await verifiedHash.get())))
    throw new APIError("UNAUTHORIZED", { message: "The password has just been changed." });
  await clearSignInTries(made);
  const value = rememberAccount(await readDeviceOf(request), made.email);
  await request.setSignedCookie(deviceCookie.name, value, request.context.secret, {
    httpOnly: true,
    sameSite: "lax",
    secure: env.APP_URL.startsWith("https:"),
    path: "/",
    maxAge: deviceCookie.maxAgeSeconds,
  });
});

/**
 * A change of the password ends all other sessions; one that was being opened with the old password meanwhile is ended here.
 * The account's row is share-locked: a change that is not committed yet is waited for.
 */
async function isStillThePassword(
  session: { readonly id: string; readonly userId: string },
  hash: string | null,
): Promise<boolean> {
  const found = await getAuthPool().query(
    `select from auth_account where "userId" = $1 and "providerId" = 'credential' and password = $2 for share`,
    [session.userId, hash],
  );
  if (found.rowCount === 1) return true;
  await getAuthPool().query("delete from auth_session where id = $1", [session.id]);
  return false;
}

async function hashCounted<T>(work: (hashing: PasswordHashing) => Promise<T>): Promise<T> {
  const made = await countedTry.get();
  // One account's known browsers share a turn: who is known somewhere cannot crowd out others either.
  const owner = made === null || made.device === null ? null : made.email.trim().toLowerCase();
  return inItsWords(() => work(hashInTurns(owner)));
}

/** Our errors as better-auth answers them; the message of any other stays inside. */
async function inItsWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PackpostError)) throw error;
    const { code, message, nextStep, retryAfterSeconds } = error;
    const status = code === "rate_limited" ? "TOO_MANY_REQUESTS" : "SERVICE_UNAVAILABLE";
    throw new APIError(status, { message, nextStep }, { "retry-after": String(retryAfterSeconds ?? 60) });
  }
}

type AuthRequest = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Who tries to get in, from where; null when the body tells it not. */
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
