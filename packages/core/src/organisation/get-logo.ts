import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { readPictureName } from "../picture/picture-name.ts";

/** A logo as a page shows it. */
export interface Logo {
  /** Path at our own host. */
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The organisation's logo, for the settings (O2); null = it has none. @throws {PackpostError} forbidden */
export async function getLogo({ ctx }: { ctx: Context }): Promise<Logo | null> {
  requirePermission(ctx, "settings.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { logo } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    return logoOf(logo ?? null);
  });
}

/** @param logo as the organisation's row has it */
export function logoOf(logo: string | null): Logo | null {
  const name = logo === null ? null : readPictureName(logo);
  return name && { path: `/pictures/${logo}`, widthPx: name.widthPx, heightPx: name.heightPx };
}
