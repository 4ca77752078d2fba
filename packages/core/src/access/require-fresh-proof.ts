import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { FreshProof } from "./actor.ts";

/** So long a proof is fresh, in words; the session's row is compared with the same by `server/auth/find-staff`. */
export const PROOF_MINUTES = 15;

/** Above so many people a send takes a fresh proof. */
const MOST_WITHOUT_PROOF = 500;

const strength: Record<FreshProof, number> = { none: 0, password: 1, factor: 2 };

/**
 * Asks that whoever is at the screen has proved within the last {@link PROOF_MINUTES} minutes that they are who they are (O1): an
 * unlocked browser or a stolen session is not enough. Called after `requirePermission`, before anything is changed. The web asks for
 * the proof in a dialog and calls again, so nothing else is to be done. API keys and the system prove themselves otherwise and pass.
 *
 * @param wanted "password": any proof; "factor": one by a second factor, from whoever has one
 * @throws {PackpostError} step_up_required
 */
export function requireFreshProof(ctx: Context, wanted: Exclude<FreshProof, "none"> = "password"): void {
  const { actor } = ctx;
  if (actor.kind !== "staff" || strength[actor.proof] >= strength[wanted]) return;
  throw new PackpostError("step_up_required", "This needs a fresh proof that it is you.", {
    effect: "Nothing was changed.",
    nextStep: "Confirm it, then try again.",
    details: { wanted },
  });
}

/**
 * The same for whatever goes to more than {@link MOST_WITHOUT_PROOF} people: sends, other times for them, and what sends to them again.
 * @throws {PackpostError} step_up_required
 */
export function requireProofForMany(ctx: Context, people: number): void {
  if (people > MOST_WITHOUT_PROOF) requireFreshProof(ctx);
}
