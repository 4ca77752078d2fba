import type { Permission } from "@packpost/core/access/permissions";
import { requireFreshProof } from "@packpost/core/access/require-fresh-proof";
import type { Context as VerbContext } from "@packpost/core/context";
import { createContext } from "#web/server/context.ts";
import type { FollowedAccess } from "#web/server/live/access-watch.ts";
import { followStaff } from "#web/server/live/follow-staff.ts";
import { staffContext } from "#web/server/staff-context.ts";

/**
 * Who asks for a file, as core's verbs want it. A link on another site cannot make somebody's browser fetch one.
 * @param permission what the file takes
 * @returns their context, and how to follow their rights while the file is on its way
 * @throws {PackpostError} unauthenticated, forbidden, step_up_required: people leave by files
 */
export async function exportContext(
  request: Request,
  requestId: string,
  permission: Permission = "campaign.export",
): Promise<{ ctx: VerbContext; followAccess: () => FollowedAccess }> {
  const context = createContext(request.headers, requestId);
  const { staff, ctx } = await staffContext(context, permission, { ownPagesOnly: true });
  requireFreshProof(ctx);
  return {
    ctx,
    followAccess: () =>
      followStaff({
        sessionId: staff.sessionId,
        staffMemberId: staff.staffMemberId,
        permissions: [permission],
      }),
  };
}
