import { createHash } from "node:crypto";
import { Picture } from "@packpost/db/entities/picture.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { StorageContext } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { formatRefusal } from "./format-refusal.ts";
import { pictureFile } from "./picture-file.ts";
import { cleanFileName, newPictureKey } from "./picture-key.ts";
import { logoBounds, mailBounds, quotaBytes } from "./picture-limits.ts";
import { type PictureExtension, type PictureName, pictureAddress, pictureTypes } from "./picture-name.ts";
import { reencodeInProcess } from "./reencode-in-process.ts";
import { refuseWithoutStorage } from "./refuse-without-storage.ts";
import type { StoredPicture } from "./stored-picture.ts";

/** `mark`: the same file drawn for another use is another picture. */
const uses = {
  mail: { permission: "campaign.write", bounds: mailBounds, mark: "" },
  logo: { permission: "settings.manage", bounds: logoBounds, mark: "logo\n" },
} as const;

/**
 * Keeps a picture for mails: re-encoded, under an address of its own that works for ever. The same file again is the
 * same picture.
 * @param input.bytes the file as it was uploaded
 * @param input.fileName its name there; a text, never a path
 * @param input.use what for: in the text of a mail unless it is a logo
 * @throws {PackpostError} forbidden, invalid_input (what it is and what would work), too_large (quota), unavailable
 */
export async function storePicture({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: {
    readonly bytes: Uint8Array;
    readonly fileName: string;
    readonly use?: keyof typeof uses;
  };
}): Promise<StoredPicture> {
  const { permission, bounds, mark } = uses[input.use ?? "mail"];
  requirePermission(ctx, permission);
  const contentHash = createHash("sha256").update(mark).update(input.bytes).digest("hex");
  const known = await inOrganisation(ctx.orm, ctx.organisationId, (em) => findPicture(em, ctx, contentHash));
  if (known !== null) return describe(ctx, known);
  const drawn = await reencodeInProcess(input.bytes, bounds);
  if (drawn.outcome !== "reencoded") throw formatRefusal(drawn);
  const { extension, widthPx, heightPx, bytes } = drawn;
  const name: PictureName = { key: newPictureKey(), widthPx, heightPx, extension };
  const file = pictureFile(name);
  // The file first: a row whose file is missing would be a broken picture in somebody's mail.
  await ctx.storage.put(file, bytes, pictureTypes[extension]).catch(refuseWithoutStorage);
  try {
    const row = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      addPicture(em, ctx, { name, contentHash, bytes: bytes.byteLength, fileName: input.fileName }),
    );
    if (row.key !== name.key) await ctx.storage.remove(file);
    return describe(ctx, row);
  } catch (error) {
    // A commit whose answer was lost may have named it. What cannot be removed is a file that nobody can name.
    const isNamed = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      findPicture(em, ctx, contentHash),
    ).then(
      (row) => row?.key === name.key,
      () => true,
    );
    if (!isNamed) await ctx.storage.remove(file).catch(() => undefined);
    throw error;
  }
}

interface NewPicture {
  readonly name: PictureName;
  readonly contentHash: string;
  readonly bytes: number;
  readonly fileName: string;
}

/** Adds the row unless the same file has come meanwhile; the lock makes quota and sameness hold between uploads. */
async function addPicture(em: EntityManager, ctx: StorageContext, added: NewPicture): Promise<PictureRow> {
  const { organisationId } = ctx;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`picture/${organisationId}`}, 0))`.execute(
    em.getKysely(),
  );
  const known = await findPicture(em, ctx, added.contentHash);
  if (known !== null) return known;
  const held = await em
    .getKysely()
    .selectFrom("picture")
    .select(({ fn }) => fn.sum("bytes").as("bytes"))
    .where("organisation_id", "=", organisationId)
    .executeTakeFirst();
  if (Number(held?.bytes ?? 0) + added.bytes > quotaBytes) throw overQuota();
  const { key, widthPx, heightPx, extension } = added.name;
  const picture = em.create(Picture, {
    organisationId,
    key,
    contentHash: added.contentHash,
    extension,
    width: widthPx,
    height: heightPx,
    bytes: added.bytes,
    fileName: cleanFileName(added.fileName),
    uploadedBy: staffIdOf(ctx),
  });
  await em.flush();
  const detail = { extension, width: widthPx, height: heightPx, bytes: added.bytes };
  writeAudit(em, ctx, { action: "picture.stored", subjectKind: "picture", subjectId: picture.id, detail });
  return picture;
}

interface PictureRow {
  readonly key: string;
  readonly extension: PictureExtension;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

function findPicture(
  em: EntityManager,
  ctx: StorageContext,
  contentHash: string,
): Promise<PictureRow | null> {
  return em.findOne(Picture, { organisationId: ctx.organisationId, contentHash });
}

function describe(ctx: StorageContext, { key, width, height, extension, bytes }: PictureRow): StoredPicture {
  const name = { key, widthPx: width, heightPx: height, extension };
  return { address: pictureAddress(ctx.appUrl, name), widthPx: width, heightPx: height, bytes };
}

function overQuota(): PackpostError {
  return new PackpostError(
    "too_large",
    "Your organisation's pictures have reached their limit of 1 GB together.",
    {
      effect: "The picture was not kept.",
      nextStep:
        "Use one that was uploaded before, or a picture on your own website by its address. Support can raise the limit.",
    },
  );
}
