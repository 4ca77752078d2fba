import { inPlace } from "@packpost/core/capacity/take-place";
import { PackpostError } from "@packpost/core/errors";
import { Slots } from "@packpost/db/slots";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { singleton } from "#web/server/singleton.ts";
import type { LinkClaim } from "./context-of-token.ts";

/**
 * After a campaign of a million, mailbox providers send thousands of one-click requests from a few addresses, and each is
 * honest: none is counted. A few are worked on at a time, the others wait; pages keep their connections to the database.
 */
const places = Slots.ofProcess("unsubscribes", {
  most: 6,
  mostOfOne: 3,
  mostWaitingOfOne: 3_000,
  waitMs: 20_000,
});

/**
 * Does what a link asks for when its turn has come.
 * @throws {PackpostError} unavailable when none came in time
 */
export function inTurn<T>({ organisationId }: LinkClaim, work: () => Promise<T>): Promise<T> {
  return inPlace(places, organisationId, tooMany, work);
}

const tooMany = (retryAfterSeconds: number) =>
  new PackpostError("unavailable", "Very many people are unsubscribing just now.", {
    nextStep: "Try again in a minute.",
    retryAfterSeconds,
  });

/**
 * Bounds how often one link brings its mailbox back. Leaving is never bounded: what has been left already changes nothing.
 * @throws {PackpostError} rate_limited
 */
export async function countReturn({ recipientId }: LinkClaim): Promise<void> {
  const limiter = singleton(
    "returns-by-link",
    () => new RateLimiterMemory({ points: 20, duration: 15 * 60 }),
  );
  try {
    await limiter.consume(recipientId);
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    const seconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000));
    throw new PackpostError("rate_limited", "This was changed very often just now.", {
      effect: "It stays as it was.",
      nextStep: `Wait ${Math.ceil(seconds / 60)} min, then try again.`,
      retryAfterSeconds: seconds,
    });
  }
}
