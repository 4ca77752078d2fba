import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { type Logo, logoOf } from "../picture/logo.ts";

/** The organisation's logo, for the settings (O2); null = it has none. @throws {PackpostError} forbidden */
export async function getLogo({ ctx }: { ctx: Context }): Promise<Logo | null> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { logo } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    return logoOf(logo ?? null);
  });
}
