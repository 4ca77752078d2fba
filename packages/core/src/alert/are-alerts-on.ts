import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { textingState } from "../texting/read-text-routes.ts";

/** Whether there are alerts at all: where two-way texting is switched on, also while it is paused (A1). @throws {PackpostError} forbidden */
export async function areAlertsOn({ ctx }: { ctx: Context }): Promise<boolean> {
  requirePermission(ctx, "alert.manage");
  const { state } = await inOrganisation(ctx.orm, ctx.organisationId, (em) => textingState(em, ctx));
  return state !== "off";
}
