import { NoSlotError, Slots } from "@packpost/db/slots";
import { APIError } from "better-auth/api";
import { hashPassword, verifyPassword } from "better-auth/crypto";

/** Each takes a core for some 60 ms and 16 MB: two leave the machine to everybody else. */
const turns = Slots.ofProcess("password-hash", { most: 2, mostOfOne: 2, waitMs: 8_000 });

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  let giveBack: () => void;
  try {
    giveBack = await turns.take("sign-in");
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    throw new APIError("SERVICE_UNAVAILABLE", {
      message: "Very many people are signing in just now.",
      nextStep: "Wait some seconds, then try again.",
    });
  }
  try {
    return await work();
  } finally {
    giveBack();
  }
}

/** Better-auth's own hashing, never more than two at a time in a process, and never waited for without end. */
export const passwordHashing = {
  hash: (password: string) => inTurn(() => hashPassword(password)),
  verify: (input: { hash: string; password: string }) => inTurn(() => verifyPassword(input)),
};
