import { defineRequestState } from "@better-auth/core/context";
import { markOfPassword } from "@packpost/core/second-factor/challenge";
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
import { clientAddress, coarseNetwork } from "./client-address.ts";
import { type AuthRequest, knownDeviceOf, rememberDevice } from "./device-cookie.ts";
import { hashInTurns } from "./hash-in-turns.ts";
import { inItsWords } from "./in-its-words.ts";
import { clearSignInTries, countSignInTry, refundSignInTry, type SignInTry } from "./limit-sign-in.ts";
import { askForSecondStep, secondStep } from "./second-step.ts";
import { endSession, isStillThePassword } from "./still-the-password.ts";

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
      // Kept to the size of a network, by the hook below.
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, request) => ({
            data: { ...session, ipAddress: coarseNetwork(request?.headers ?? null) },
          }),
        },
      },
    },
    telemetry: { enabled: false },
    logger: { level: "warn", log: (level, message) => log[level]({ part: "auth" }, message) },
    hooks: { before: limitSignIn, after: settleTry },
    plugins: [secondStep, nextCookies()],
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
  const { session } = newSession;
  const hash = await verifiedHash.get();
  const mark = hash === null ? null : markOfPassword(hash);
  if (!(await isStillThePassword(session.userId, mark))) {
    await endSession(session.id);
    throw new APIError("UNAUTHORIZED", { message: "The password has just been changed." });
  }
  await clearSignInTries(made);
  const next = await askForSecondStep(request, session, mark);
  if (next !== null) return request.json({ secondStep: next });
  await rememberDevice(request, made.email);
  return undefined;
});

async function hashCounted<T>(work: (hashing: PasswordHashing) => Promise<T>): Promise<T> {
  const made = await countedTry.get();
  // One account's known browsers share a turn: who is known somewhere cannot crowd out others either.
  const owner = made === null || made.device === null ? null : made.email.trim().toLowerCase();
  return inItsWords(() => work(hashInTurns(owner)));
}

/** Who tries to get in, from where; null when the body tells it not. */
async function readTry(request: AuthRequest): Promise<SignInTry | null> {
  const body = signInBody.safeParse(request.body);
  if (!body.success) return null;
  const { email } = body.data;
  return {
    email,
    device: await knownDeviceOf(request, email),
    address: request.headers === undefined ? null : clientAddress(request.headers),
  };
}
