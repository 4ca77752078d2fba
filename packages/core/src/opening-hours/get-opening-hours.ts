import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import type { OpeningHours } from "./opening-hours-schema.ts";
import { readOpeningHours } from "./read-opening-hours.ts";

/**
 * The opening hours, for the settings (V16).
 * @throws {PackpostError} forbidden
 */
export function getOpeningHours({ ctx }: { ctx: Context }): Promise<OpeningHours> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => readOpeningHours(em, ctx));
}
