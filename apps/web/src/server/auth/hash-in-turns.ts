import { inPlace } from "@packpost/core/capacity/take-place";
import { PackpostError } from "@packpost/core/errors";
import type { PasswordHashing } from "@packpost/core/staff/change-password";
import { Slots } from "@packpost/db/slots";
import { hashPassword, verifyPassword } from "better-auth/crypto";

/**
 * Each takes a core for some 60 ms and 16 MB: two leave the machine to everybody else. All strangers together have one of
 * them, so that a flood of unknown accounts never holds up who is known here.
 */
export const hashingTurns = { most: 2, mostOfOne: 1, mostWaitingOfOne: 60, waitMs: 8_000 };

const turns = Slots.ofProcess("password-hash", hashingTurns);

/**
 * Better-auth's own hashing, never more than two at a time in a process, and never waited for without end.
 *
 * @param owner whose turn it is: one person known here, or null for everybody who is not
 * @returns hashing that throws a PackpostError (unavailable) when no turn came
 */
export function hashInTurns(owner: string | null): PasswordHashing {
  const inTurn = <T>(work: () => Promise<T>) =>
    inPlace(turns, owner === null ? "strangers" : `known ${owner}`, tooMany, work);
  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    verify: (input) => inTurn(() => verifyPassword(input)),
  };
}

const tooMany = (retryAfterSeconds: number) =>
  new PackpostError("unavailable", "Very many people are signing in just now.", {
    effect: "This was not counted as a try.",
    nextStep: `Wait ${retryAfterSeconds} s, then try again.`,
    retryAfterSeconds,
  });
