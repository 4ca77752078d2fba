import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { attachmentFile, threadBounds } from "../media/attachment-file.ts";
import { pictureKeyOf } from "../picture/picture-key.ts";
import { pictureTypes } from "../picture/picture-name.ts";
import { reencodeInProcess } from "../picture/reencode-in-process.ts";
import { isNamed } from "./is-named.ts";

/**
 * Keeps what came in: a picture, by its content, drawn anew; anything else as it is, to be downloaded. A bomb is kept as neither.
 * @param id of the attachment that waits for it
 */
export async function keepFile(ctx: WorkerContext, id: string, bytes: Uint8Array): Promise<void> {
  const drawn = await reencodeInProcess(bytes, threadBounds);
  const tooMuch =
    drawn.outcome === "too_long" || (drawn.outcome === "refused" && drawn.reason === "too_many_pixels");
  const trouble = tooMuch
    ? "It is a picture of more than 50 million pixels, or one that takes too long to draw."
    : bytes.byteLength === 0
      ? "It is empty."
      : null;
  if (trouble !== null) {
    await settle(ctx, id, sql`state = 'failed', trouble = ${trouble}`);
    return;
  }
  const key = pictureKeyOf(id);
  const picture = drawn.outcome === "reencoded" ? drawn : null;
  const extension = picture?.extension ?? "file";
  const kept = picture?.bytes ?? bytes;
  const file = attachmentFile({ key, extension });
  // The file first: a row whose file is missing would be a broken picture in somebody's thread.
  await ctx.storage.put(
    file,
    kept,
    picture === null ? "application/octet-stream" : pictureTypes[picture.extension],
  );
  const size = sql`width = ${picture?.widthPx ?? null}, height = ${picture?.heightPx ?? null}`;
  const isOurs = await settle(
    ctx,
    id,
    sql`state = 'kept', key = ${key}, extension = ${extension}, bytes = ${kept.byteLength}, ${size}`,
  );
  // Another run was faster: the file is the same, unless that one kept nothing. Where the commit was not answered the next run comes here.
  if (!isOurs && !(await isNamed(ctx, key))) await ctx.storage.remove(file);
}

/** @returns whether it was still to come */
async function settle(ctx: WorkerContext, id: string, set: ReturnType<typeof sql>): Promise<boolean> {
  const { numAffectedRows = 0n } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update attachment set ${set} where organisation_id = ${ctx.organisationId} and id = ${id} and state = 'coming'`.execute(
      em.getKysely(),
    ),
  );
  return numAffectedRows > 0n;
}
