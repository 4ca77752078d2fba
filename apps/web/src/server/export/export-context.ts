import { staffActor } from "@packpost/core/access/actor";
import { can } from "@packpost/core/access/permissions";
import type { Context as VerbContext } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { createContext } from "#web/server/context.ts";
import { type FollowedAccess, followAccess } from "#web/server/live/access-watch.ts";
import { verbContext } from "#web/server/verb-context.ts";

const permission = "campaign.export";

/**
 * Who asks for a file, as core's verbs want it. A link on another site cannot make somebody's browser fetch one.
 * @returns their context, and how to follow their rights while the file is on its way
 * @throws {PackpostError} unauthenticated, forbidden
 */
export async function exportContext(
  request: Request,
  requestId: string,
): Promise<{ ctx: VerbContext; followAccess: () => FollowedAccess }> {
  const context = createContext(request.headers, requestId);
  if (!context.fromOwnOrigin) throw new PackpostError("forbidden", "This came from another site.");
  const staff = await context.findStaff();
  if (staff === undefined)
    throw new PackpostError("unauthenticated", "You are signed out.", {
      nextStep: "Sign in and try again.",
    });
  if (!can(staff.role, permission))
    throw new PackpostError("forbidden", `Your role (${staff.role}) does not allow this.`, {
      nextStep: "Ask an owner or admin of your organisation.",
    });
  const actor = staffActor(staff.staffMemberId, staff.role);
  return {
    ctx: await verbContext(staff.organisationId, actor),
    followAccess: () => followAccess(staff, permission),
  };
}
