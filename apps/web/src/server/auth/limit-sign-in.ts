import { createHash } from "node:crypto";
import { PackpostError } from "@packpost/core/errors";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { getAuthPool } from "#web/server/database.ts";
import { processWide } from "#web/server/process-wide.ts";

const windowSeconds = 15 * 60;

/** Wrong passwords in a window: for one account from devices it does not know, from each that it knows, from one address. */
const mostTries = { account: 10, device: 10, address: 60 } as const;

export interface SignInTry {
  /** The address typed, of an existing account or not. */
  readonly email: string;
  /** This browser, where it has signed in to this very account before; null = not known to it. */
  readonly device: string | null;
  /** Where it comes from, if that can be known; see client-address. */
  readonly address: string | null;
}

/**
 * Counts a try to sign in before any password is looked at; success forgets it. Who floods an account from outside locks
 * out strangers alone: a browser that has signed in to it before has tries of its own. Tries from one address count only
 * where it is known, and right passwords never do, so that an office behind one address is not in its own way.
 *
 * @throws {PackpostError} rate_limited
 */
export async function countSignInTry(made: SignInTry): Promise<void> {
  for (const [bucket, key] of bucketsOf(made)) {
    try {
      await limiter(bucket).consume(key);
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      throw tooMany(bucket, Math.ceil(rejected.msBeforeNext / 1000));
    }
  }
}

/** Takes a try back that was right: the account's are forgotten, the address has one less. */
export async function forgetSignInTries(made: SignInTry): Promise<void> {
  for (const [bucket, key] of bucketsOf(made))
    await (bucket === "address" ? limiter(bucket).reward(key) : limiter(bucket).delete(key));
}

type Bucket = keyof typeof mostTries;

function bucketsOf({ email, device, address }: SignInTry): [Bucket, string][] {
  const account = keyOf(email.trim().toLowerCase());
  if (device !== null) return [["device", keyOf(`${account} ${device}`)]];
  return [
    ["account", account],
    ...(address === null ? [] : [["address", keyOf(address)] as [Bucket, string]]),
  ];
}

function tooMany(bucket: Bucket, seconds: number): PackpostError {
  const where = bucket === "address" ? "from your network" : "to this account";
  return new PackpostError("rate_limited", `Too many tries to sign in ${where}.`, {
    nextStep: `Wait ${Math.ceil(seconds / 60)} min, then try again.`,
    retryAfterSeconds: seconds,
  });
}

function limiter(bucket: Bucket): RateLimiterPostgres {
  return processWide(
    `sign-in-limiter-${bucket}`,
    () =>
      new RateLimiterPostgres({
        storeClient: getAuthPool(),
        storeType: "pool",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: `sign-in-${bucket}`,
        points: mostTries[bucket],
        duration: windowSeconds,
      }),
  );
}

function keyOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
