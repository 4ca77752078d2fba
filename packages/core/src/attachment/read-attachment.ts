import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StorageContext } from "../context.ts";
import { visibleThreads } from "../conversation/thread-scope.ts";
import { PackpostError } from "../errors.ts";
import { type AttachmentExtension, attachmentFile } from "../media/attachment-file.ts";
import { pictureTypes } from "../picture/picture-name.ts";
import { refuseWithoutStorage } from "../picture/refuse-without-storage.ts";

export const attachmentIdSchema = z.object({ attachmentId: z.uuid() });

export interface ReadAttachment {
  bytes: Uint8Array;
  contentType: string;
  key: string;
  /** A file as it came, under this name: to be downloaded, never shown. Null for a picture. */
  downloadAs: string | null;
}

/**
 * A picture or file for whoever may see its thread at this moment (T52): basic staff on the day of a visit, a customer their family's. One that
 * is not sent yet its uploader alone sees, of a message that is sent later (V15) the staff; one of a note no customer.
 * @throws {PackpostError} not_found, also outside the actor's scope; unavailable while the storage does not answer
 */
export async function readAttachment({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: z.infer<typeof attachmentIdSchema>;
}): Promise<ReadAttachment> {
  const { actor, organisationId } = ctx;
  const me = "id" in actor ? actor.id : null;
  const shown = actor.kind === "customer" ? sql`entry.kind = 'message'` : sql`entry.id is not null`;
  const later = actor.kind === "customer" ? sql`false` : sql`later.id is not null`;
  const found = await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<{ key: string; extension: AttachmentExtension; fileName: string }>`
      select attachment.key, attachment.extension, attachment.file_name as "fileName" from attachment
      left join entry on entry.organisation_id = attachment.organisation_id and entry.id = attachment.entry_id
      left join scheduled_message later on later.organisation_id = attachment.organisation_id and later.id = attachment.scheduled_message_id
      join thread on thread.organisation_id = attachment.organisation_id and thread.id = coalesce(entry.thread_id, later.thread_id, attachment.thread_id)
      where attachment.organisation_id = ${organisationId} and attachment.id = ${input.attachmentId} and ${visibleThreads(ctx)}
        and attachment.state = 'kept' and (${shown} or ${later} or entry.id is null and ${me}::uuid in (attachment.staff_member_id, attachment.customer_id))`.execute(
      em.getKysely(),
    );
    return rows[0];
  });
  const bytes = found && (await ctx.storage.get(attachmentFile(found)).catch(refuseWithoutStorage));
  if (found === undefined || !bytes)
    throw new PackpostError("not_found", "This picture is not open to you.", {
      nextStep: "Open it from its conversation.",
    });
  const { key, extension, fileName } = found;
  if (extension === "file")
    return { bytes, contentType: "application/octet-stream", key, downloadAs: fileName || "file" };
  return { bytes, contentType: pictureTypes[extension], key, downloadAs: null };
}
