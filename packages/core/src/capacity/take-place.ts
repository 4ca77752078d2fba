import { NoSlotError, type Slots } from "@packpost/db/slots";
import type { PackpostError } from "../errors.ts";

/**
 * Takes a place, waiting a while for it.
 * @param refusal what whoever gets none is told
 * @returns gives it back
 * @throws {PackpostError} the refusal
 */
export async function takePlace(
  slots: Slots,
  owner: string,
  refusal: (retryAfterSeconds: number) => PackpostError,
): Promise<() => void> {
  try {
    return await slots.take(owner);
  } catch (error) {
    throw error instanceof NoSlotError ? refusal(error.retryAfterSeconds) : error;
  }
}

/** Does the work in a place of its own, see {@link takePlace}, and gives that back however it ends. */
export async function inPlace<T>(
  slots: Slots,
  owner: string,
  refusal: (retryAfterSeconds: number) => PackpostError,
  work: () => Promise<T>,
): Promise<T> {
  const giveBack = await takePlace(slots, owner, refusal);
  try {
    return await work();
  } finally {
    giveBack();
  }
}
