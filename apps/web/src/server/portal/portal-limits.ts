import { createHash } from "node:crypto";
import { PackpostError } from "@packpost/core/errors";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { getAuthPool } from "#web/server/database.ts";
import { singleton } from "#web/server/singleton.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/**
 * How often what may be done at the door of the customers' pages, in so many seconds (T48). `browser`: one in which this mailbox has
 * signed in before; its tries are its own, so that strangers, who share the mailbox's, lock nobody out of it. A link needs no try.
 */
const limits = {
  ask_browser: [10, 15 * MINUTE],
  ask_mailbox: [5, 15 * MINUTE],
  ask_mailbox_day: [20, DAY],
  ask_network: [30, 15 * MINUTE],
  ask_organisation: [1_000, 15 * MINUTE],
  code_browser: [10, 15 * MINUTE],
  code_mailbox: [20, DAY],
  code_network: [60, 15 * MINUTE],
  code_organisation: [100, 60 * MINUTE],
} as const satisfies Record<string, readonly [points: number, seconds: number]>;
type Limit = keyof typeof limits;

/** Somebody at the door. */
export interface DoorTry {
  readonly organisationId: string;
  /** The mailbox, or the link that stands for it. */
  readonly mailbox: string;
  /** The browser's mark where it knows this mailbox, else null. */
  readonly knownBrowser: string | null;
  /** Where it comes from, if that can be known (client-address). */
  readonly address: string | null;
}

/** Counts somebody who asks for a code. @throws {PackpostError} rate_limited; then nothing was counted */
export async function countAsking(made: DoorTry): Promise<void> {
  await count([
    ...(made.knownBrowser === null
      ? ([
          ["ask_mailbox", mailboxOf(made)],
          ["ask_mailbox_day", mailboxOf(made)],
        ] as const)
      : ([["ask_browser", `${mailboxOf(made)} ${made.knownBrowser}`]] as const)),
    ...(made.address === null ? [] : ([["ask_network", made.address]] as const)),
    ["ask_organisation", made.organisationId],
  ]);
}

/**
 * Counts a code before it is looked at.
 * @returns takes it back: it was right, or nobody looked at it
 * @throws {PackpostError} rate_limited; then nothing was counted
 */
export async function countCode(made: DoorTry): Promise<() => Promise<void>> {
  const counted: readonly (readonly [Limit, string])[] =
    made.knownBrowser === null
      ? [
          ["code_mailbox", mailboxOf(made)],
          ...(made.address === null ? [] : ([["code_network", made.address]] as const)),
          ["code_organisation", made.organisationId],
        ]
      : [["code_browser", `${mailboxOf(made)} ${made.knownBrowser}`]];
  await count(counted);
  return () => giveBack(counted);
}

const mailboxOf = ({ organisationId, mailbox }: DoorTry) => `${organisationId} ${mailbox}`;

async function count(some: readonly (readonly [Limit, string])[]): Promise<void> {
  for (const [at, [limit, key]] of some.entries()) {
    try {
      await limiter(limit).consume(hashed(key));
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      await giveBack(some.slice(0, at + 1));
      const retryAfterSeconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000));
      throw new PackpostError("rate_limited", "That was tried too often.", { retryAfterSeconds });
    }
  }
}

async function giveBack(some: readonly (readonly [Limit, string])[]): Promise<void> {
  for (const [limit, key] of some) await limiter(limit).reward(hashed(key));
}

function limiter(limit: Limit): RateLimiterPostgres {
  const [points, duration] = limits[limit];
  return singleton(
    `portal-limiter-${limit}`,
    () =>
      new RateLimiterPostgres({
        ...{ storeClient: getAuthPool(), storeType: "pool", tableName: "rate_limit", tableCreated: true },
        ...{ keyPrefix: `portal-${limit}`, points, duration },
      }),
  );
}

/** Fits the table's key, and tells nothing of a mailbox. */
function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
