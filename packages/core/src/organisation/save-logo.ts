import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context, StorageContext } from "../context.ts";
import { readPictureAddress, writePictureName } from "../picture/picture-name.ts";
import { storePicture } from "../picture/store-picture.ts";
import type { StoredPicture } from "../picture/stored-picture.ts";

/**
 * Keeps a logo as pictures of mails are kept, drawn anew and small, and shows it on top of mails and of the customers' pages from now on
 * (O2). The one before stays under its address, since delivered mail shows it.
 * @throws {PackpostError} as `storePicture`
 */
export async function saveLogo({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: { readonly bytes: Uint8Array; readonly fileName: string };
}): Promise<StoredPicture> {
  requirePermission(ctx, "settings.manage");
  const stored = await storePicture({ ctx, input: { ...input, use: "logo" } });
  const name = readPictureAddress(stored.address);
  if (name === null) throw new Error("A kept picture's address cannot be read");
  await setLogo(ctx, writePictureName(name));
  return stored;
}

/** The name stands there again (O2). @throws {PackpostError} forbidden */
export async function removeLogo({ ctx }: { ctx: Context }): Promise<void> {
  requirePermission(ctx, "settings.manage");
  await setLogo(ctx, null);
}

function setLogo(ctx: Context, logo: string | null): Promise<void> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const before = organisation.logo ?? null;
    if (before === logo) return;
    organisation.logo = logo;
    writeAudit(em, ctx, {
      ...{ action: "settings.logo_changed", subjectKind: "organisation", subjectId: ctx.organisationId },
      detail: { before, after: logo },
    });
  });
}
