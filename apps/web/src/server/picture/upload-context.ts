import { staffActor } from "@packpost/core/access/actor";
import { requirePermission } from "@packpost/core/access/require-permission";
import type { StorageContext } from "@packpost/core/context";
import { PackpostError } from "@packpost/core/errors";
import { createContext } from "#web/server/context.ts";
import { verbContext } from "#web/server/verb-context.ts";
import { getStorage } from "./get-storage.ts";

/**
 * Who uploads, as core's verbs want it; asked before a byte of the file is taken.
 * @throws {PackpostError} unauthenticated, forbidden
 */
export async function uploadContext(request: Request, requestId: string): Promise<StorageContext> {
  const context = createContext(request.headers, requestId);
  if (!context.fromOwnOrigin) throw new PackpostError("forbidden", "This came from another site.");
  const staff = await context.findStaff();
  if (staff === undefined)
    throw new PackpostError("unauthenticated", "You are signed out.", {
      effect: "The picture was not kept.",
      nextStep: "Sign in in another tab, then try again here: your text stays.",
    });
  const actor = staffActor(staff.staffMemberId, staff.role);
  const ctx = await verbContext(staff.organisationId, actor);
  requirePermission(ctx, "campaign.write");
  return { ...ctx, storage: getStorage() };
}
