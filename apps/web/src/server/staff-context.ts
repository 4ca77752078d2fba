import { type StaffActor, staffActor } from "@packpost/core/access/actor";
import { can, type Permission } from "@packpost/core/access/permissions";
import type { Context as VerbContext } from "@packpost/core/context";
import { type ErrorExplanation, PackpostError } from "@packpost/core/errors";
import type { Staff } from "./auth/find-staff.ts";
import type { RequestContext } from "./context.ts";
import { verbContext } from "./verb-context.ts";

/** How a door words its refusals. */
interface Door {
  /** It may be called from our own pages alone: it changes something, or hands something out. */
  readonly ownPagesOnly: boolean;
  /** What follows from a refusal, e.g. "Nothing was changed." */
  readonly effect?: string;
  /** Instead of the usual next step of whoever is signed out. */
  readonly signedOut?: ErrorExplanation;
}

/**
 * The wall that every door of the staff has, procedures and files alike: from our own pages, signed in, of a role that may.
 * @param request who asks
 * @param permission what they ask for, see the role table in `core/access/permissions`
 * @returns the person, and what a core verb of theirs runs in
 * @throws {PackpostError} forbidden, unauthenticated
 */
export async function staffContext(
  request: RequestContext,
  permission: Permission,
  { ownPagesOnly, effect, signedOut = { nextStep: "Sign in and try again." } }: Door,
): Promise<{ staff: Staff; ctx: VerbContext<StaffActor> }> {
  const follows = effect === undefined ? {} : { effect };
  if (ownPagesOnly && !request.fromOwnOrigin)
    throw new PackpostError("forbidden", "This came from another site.", follows);
  const staff = await request.findStaff();
  if (staff === undefined) throw new PackpostError("unauthenticated", "You are signed out.", signedOut);
  await request.enter(staff);
  const { organisationId, role, staffMemberId } = staff;
  if (!can(role, permission))
    throw new PackpostError("forbidden", `Your role (${role}) does not allow this.`, {
      ...follows,
      nextStep: "Ask an owner or admin of your organisation.",
    });
  if (staff.mustAddFactor && !permission.startsWith("account."))
    throw new PackpostError(
      "forbidden",
      "Your organisation asks for a second factor, and you have none yet.",
      {
        ...follows,
        nextStep: "Open My account and add a passkey or an authenticator app.",
      },
    );
  return { staff, ctx: await verbContext(organisationId, staffActor(staffMemberId, role, staff.proof)) };
}
