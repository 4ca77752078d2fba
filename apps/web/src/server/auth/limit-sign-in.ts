import { createHash } from "node:crypto";
import { PackpostError } from "@packpost/core/errors";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { getAuthPool } from "#web/server/database.ts";
import { processWide } from "#web/server/process-wide.ts";

const triesPerAccount = 10;
const windowSeconds = 15 * 60;

/**
 * Counts a try to sign in to an account, whatever address it comes from; success forgets the count.
 * Better-auth's own limiter counts by client address, which can be forged without a proxy, and `auth.api` skips it.
 *
 * @param email the address typed, of an existing account or not
 * @throws PackpostError rate_limited after 10 failures in 15 minutes
 */
export async function countSignInTry(email: string): Promise<void> {
  try {
    await limiter().consume(keyOf(email));
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    const seconds = Math.ceil(rejected.msBeforeNext / 1000);
    throw new PackpostError("rate_limited", "Too many tries to sign in to this account.", {
      nextStep: `Wait ${Math.ceil(seconds / 60)} min, then try again.`,
      retryAfterSeconds: seconds,
    });
  }
}

/** Forgets the failed tries of an account. */
export async function forgetSignInTries(email: string): Promise<void> {
  await limiter().delete(keyOf(email));
}

function limiter(): RateLimiterPostgres {
  return processWide(
    "sign-in-limiter",
    () =>
      new RateLimiterPostgres({
        storeClient: getAuthPool(),
        storeType: "pool",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: "sign-in",
        points: triesPerAccount,
        duration: windowSeconds,
      }),
  );
}

function keyOf(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}
