import { createHash } from "node:crypto";
import { PackpostError } from "@packpost/core/errors";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { getAuthPool } from "./database.ts";
import { singleton } from "./singleton.ts";

/** How often something may be done, in so many seconds. */
export type Limits<Name extends string> = Readonly<Record<Name, readonly [points: number, seconds: number]>>;

/** What is counted by which limit: whoever or whatever it is for. */
export type Counted<Name extends string> = readonly (readonly [Name, string])[];

/**
 * Counts at a door that anybody can knock at, over all processes.
 * @param prefix keeps these apart from other doors' limits
 * @param words what a refusal says
 */
export function limitsOf<Name extends string>(prefix: string, limits: Limits<Name>, words: string) {
  const limiter = (limit: Name): RateLimiterPostgres => {
    const [points, duration] = limits[limit];
    return singleton(
      `${prefix}-limiter-${limit}`,
      () =>
        new RateLimiterPostgres({
          ...{ storeClient: getAuthPool(), storeType: "pool", tableName: "rate_limit", tableCreated: true },
          ...{ keyPrefix: `${prefix}-${limit}`, points, duration },
        }),
    );
  };
  const giveBack = async (some: Counted<Name>): Promise<void> => {
    for (const [limit, key] of some) await limiter(limit).reward(hashed(key));
  };
  return {
    giveBack,
    /** @throws {PackpostError} rate_limited; then nothing was counted */
    async count(some: Counted<Name>): Promise<void> {
      for (const [at, [limit, key]] of some.entries()) {
        try {
          await limiter(limit).consume(hashed(key));
        } catch (rejected) {
          if (!(rejected instanceof RateLimiterRes)) throw rejected;
          await giveBack(some.slice(0, at + 1));
          const retryAfterSeconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000));
          throw new PackpostError("rate_limited", words, { retryAfterSeconds });
        }
      }
    },
  };
}

/** Fits the table's key, and tells nothing of a mailbox. */
function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
