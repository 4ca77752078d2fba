import { Attachment } from "@packpost/db/entities/attachment.entity";
import { inOrganisation } from "@packpost/db/orm";
import type { StorageContext } from "../context.ts";
import { holdThread } from "../conversation/hold-thread.ts";
import { idTaken } from "../conversation/post-message.ts";
import { PackpostError } from "../errors.ts";
import { filesOf, threadBounds } from "../media/attachment-file.ts";
import { formatRefusal } from "../picture/format-refusal.ts";
import { cleanFileName, newPictureKey } from "../picture/picture-key.ts";
import { pictureTypes } from "../picture/picture-name.ts";
import { reencodeInProcess } from "../picture/reencode-in-process.ts";
import { refuseWithoutStorage } from "../picture/refuse-without-storage.ts";
import { drawForText } from "./draw-for-text.ts";
import { isNamed } from "./is-named.ts";

/** A picture that waits for its message. */
export interface StoredAttachment {
  id: string;
  width: number;
  height: number;
  bytes: number;
}

/**
 * Keeps a picture for a message that is being written (V13): what it is its content says, drawn anew, so that neither its place nor
 * its maker goes along. The same id again is the same picture.
 * @param input.bytes the file as it was uploaded
 * @param input.fileName its name there; a text, never a path
 * @throws {PackpostError} forbidden, not_found (outside the actor's scope), invalid_input (what it is and what would work), unavailable
 */
export async function storeAttachment({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: { attachmentId: string; threadId: string; bytes: Uint8Array; fileName: string };
}): Promise<StoredAttachment> {
  const uploader = uploaderOf(ctx);
  const { organisationId } = ctx;
  const id = input.attachmentId;
  const before = await inOrganisation(ctx.orm, organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    return { threadId: thread.id, known: await em.findOne(Attachment, { organisationId, id }) };
  });
  const { threadId, known } = before;
  if (known !== null) {
    if (known.thread.id !== threadId) throw idTaken();
    return { id, width: known.width ?? 0, height: known.height ?? 0, bytes: known.bytes ?? 0 };
  }
  const drawn = await reencodeInProcess(input.bytes, threadBounds);
  if (drawn.outcome !== "reencoded") throw formatRefusal(drawn, "message");
  const { extension, widthPx: width, heightPx: height } = drawn;
  const key = newPictureKey();
  const bytes = drawn.bytes.byteLength;
  // Only the team's goes out with texts.
  const small = uploader.staffMember === undefined ? null : await drawForText(drawn.bytes);
  const textExtension = small?.extension ?? null;
  const [file = "", smallFile] = filesOf({ key, extension, textExtension });
  // The files first: a row whose file is missing would be a broken picture in somebody's thread.
  await ctx.storage.put(file, drawn.bytes, pictureTypes[extension]).catch(refuseWithoutStorage);
  if (small !== null && smallFile !== undefined)
    await ctx.storage.put(smallFile, small.bytes, pictureTypes[small.extension]).catch(refuseWithoutStorage);
  try {
    await inOrganisation(ctx.orm, organisationId, async (em) => {
      const row = {
        organisationId,
        id,
        thread: threadId,
        key,
        extension,
        width,
        height,
        bytes,
        textExtension,
        ...uploader,
      };
      em.create(Attachment, { ...row, fileName: cleanFileName(input.fileName) });
      await em.flush();
    });
  } catch (error) {
    // A commit whose answer was lost may have named it. What cannot be removed is a file that nobody can name.
    const named = await isNamed(ctx, key).catch(() => true);
    for (const name of named ? [] : [file, ...(smallFile === undefined ? [] : [smallFile])])
      await ctx.storage.remove(name).catch(() => undefined);
    throw error;
  }
  return { id, width, height, bytes };
}

function uploaderOf({ actor }: StorageContext): { staffMember?: string; customer?: string } {
  if (actor.kind === "staff") return { staffMember: actor.id };
  if (actor.kind === "customer") return { customer: actor.id };
  throw new PackpostError("forbidden", "Only people attach pictures.");
}
