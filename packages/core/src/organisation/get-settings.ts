import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { readSettings } from "./read-settings.ts";
import type { Settings } from "./settings-schemas.ts";

/** The organisation's settings (O2). */
export function getSettings({ ctx }: { ctx: Context }): Promise<Settings> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => readSettings(em, ctx));
}
