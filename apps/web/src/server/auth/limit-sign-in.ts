import { createHash } from "node:crypto";
import { PackpostError } from "@packpost/core/errors";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { getAuthPool } from "#web/server/database.ts";
import { singleton } from "#web/server/singleton.ts";

const windowSeconds = 15 * 60;

/**
 * Wrong passwords in a window: for one account from devices that it does not know, from each that it knows, from one address.
 * And changes of a password that one person asks for, right or wrong: each costs a look at the new one.
 */
const mostTries = { account: 10, device: 10, address: 60, change: 60, factor: 10, factorDay: 50 } as const;

/** Six digits are few: of an account whose password is known to somebody else, a day's wrong ones are bounded, too. */
const longWindow: Partial<Record<Bucket, number>> = { factorDay: 86_400 };

export interface SignInTry {
  /** The address typed, of an existing account or not. */
  readonly email: string;
  /** This browser, where it has signed in to this very account before; null = not known to it. */
  readonly device: string | null;
  /** Where it comes from, if that can be known; see client-address. */
  readonly address: string | null;
}

/**
 * Counts a try to sign in before any password is looked at. Who floods an account from outside locks out strangers alone, and
 * where addresses are known those of the same address alone: a browser that has signed in to it before has tries of its own.
 * Right passwords never count, so that an office behind one address is not in its own way.
 *
 * @throws {PackpostError} rate_limited; then nothing was counted
 */
export async function countSignInTry(made: SignInTry): Promise<void> {
  const buckets = bucketsOf(made);
  for (const [bucket, key] of buckets) {
    const found = await limiter(bucket).get(key);
    if (found !== null && found.consumedPoints >= mostTries[bucket]) throw tooMany(bucket, found);
  }
  for (const [at, [bucket, key]] of buckets.entries()) {
    const refused = await consume(bucket, key);
    if (refused === null) continue;
    // Others came in between the look and the count.
    await giveBack(buckets.slice(0, at + 1));
    throw tooMany(bucket, refused);
  }
}

/** Forgets a try that was right: the account's wrong ones are forgotten with it, the address has one less. */
export async function clearSignInTries(made: SignInTry): Promise<void> {
  const buckets = bucketsOf(made);
  for (const [bucket, key] of buckets) if (bucket !== "address") await limiter(bucket).delete(key);
  await giveBack(buckets.filter(([bucket]) => bucket === "address"));
}

/** Takes back a try whose password nobody has looked at. */
export async function refundSignInTry(made: SignInTry): Promise<void> {
  await giveBack(bucketsOf(made));
}

/**
 * Bounds how often one person's new passwords are looked at.
 * @throws {PackpostError} rate_limited
 */
export async function countPasswordChange(userId: string): Promise<void> {
  const refused = await consume("change", userId);
  if (refused !== null) throw tooMany("change", refused);
}

/** Who types a code: whoever knows the password, from a browser that the account knows or from elsewhere; or a session's person. */
export interface FactorTry {
  readonly userId: string;
  /** The known browser, or the session; null = strangers, who share their tries: they never lock out who is known. */
  readonly from: string | null;
}

/** Counts a code before it is looked at. @throws {PackpostError} rate_limited; then nothing was counted */
export async function countFactorTry(made: FactorTry): Promise<void> {
  const key = factorKeyOf(made);
  for (const bucket of factorBuckets) {
    const found = await limiter(bucket).get(key);
    if (found !== null && found.consumedPoints >= mostTries[bucket]) throw tooMany(bucket, found);
  }
  for (const [at, bucket] of factorBuckets.entries()) {
    const refused = await consume(bucket, key);
    if (refused === null) continue;
    await giveBack(factorBuckets.slice(0, at + 1).map((each) => [each, key]));
    throw tooMany(bucket, refused);
  }
}

/** Forgets a code that was right, and the wrong ones before it; those of the day stay, without this one. */
export async function clearFactorTries(made: FactorTry): Promise<void> {
  const key = factorKeyOf(made);
  await limiter("factor").delete(key);
  await giveBack([["factorDay", key]]);
}

const factorBuckets = ["factorDay", "factor"] as const;
const factorKeyOf = ({ userId, from }: FactorTry) => keyOf(`factor ${userId} ${from ?? "strangers"}`);

type Bucket = keyof typeof mostTries;

/** The widest first. Accounts of strangers count by where they come from as soon as that is known. */
function bucketsOf({ email, device, address }: SignInTry): [Bucket, string][] {
  const account = keyOf(email.trim().toLowerCase());
  if (device !== null) return [["device", keyOf(`${account} ${device}`)]];
  if (address === null) return [["account", account]];
  return [
    ["address", keyOf(address)],
    ["account", keyOf(`${account} ${address}`)],
  ];
}

async function consume(bucket: Bucket, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter(bucket).consume(key);
    return null;
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    return rejected;
  }
}

async function giveBack(buckets: readonly [Bucket, string][]): Promise<void> {
  for (const [bucket, key] of buckets) await limiter(bucket).reward(key);
}

const places: Record<Bucket, string> = {
  account: "to sign in to this account",
  device: "to sign in to this account",
  address: "to sign in from your network",
  change: "to change this password",
  factor: "to type a code for this account",
  factorDay: "to type a code for this account today",
};

function tooMany(bucket: Bucket, { msBeforeNext }: RateLimiterRes): PackpostError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new PackpostError("rate_limited", `Too many tries ${places[bucket]}.`, {
    nextStep: bucket.startsWith("factor")
      ? `Use a passkey, or wait ${minutes(seconds)}.`
      : `Wait ${minutes(seconds)}, then try again.`,
    retryAfterSeconds: seconds,
  });
}

const minutes = (seconds: number) =>
  seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} hours`;

function limiter(bucket: Bucket): RateLimiterPostgres {
  return singleton(
    `sign-in-limiter-${bucket}`,
    () =>
      new RateLimiterPostgres({
        storeClient: getAuthPool(),
        storeType: "pool",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: `sign-in-${bucket}`,
        points: mostTries[bucket],
        duration: longWindow[bucket] ?? windowSeconds,
      }),
  );
}

function keyOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
