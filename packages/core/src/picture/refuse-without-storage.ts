import { PackpostError } from "../errors.ts";

/**
 * Says that the storage failed: out of reach, full, or refusing our key. The log has the cause.
 * @throws {PackpostError} unavailable
 */
export function refuseWithoutStorage(cause: unknown): never {
  throw new PackpostError("unavailable", "The place where pictures are kept does not answer.", {
    effect: "Nothing was changed.",
    nextStep: "Try again in a minute. If it happens again, tell support.",
    retryAfterSeconds: 60,
    cause,
  });
}
