import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type * as z from "zod";
import type { StorageContext } from "../context.ts";
import { filesOf, type KeptFiles } from "../media/attachment-file.ts";
import type { attachmentIdSchema } from "./read-attachment.ts";

/**
 * Takes a picture out of a message before it is sent (V13): its uploader's own alone, with its file. One that is not there, is another's
 * or was sent stays as it is: whoever takes it out twice has what they want.
 */
export async function discardUpload({
  ctx,
  input,
}: {
  ctx: StorageContext;
  input: z.infer<typeof attachmentIdSchema>;
}): Promise<void> {
  const { actor, organisationId } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer") return;
  const human = actor.kind === "staff" ? sql.ref("staff_member_id") : sql.ref("customer_id");
  const removed = await inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<KeptFiles>`
      delete from attachment
      where organisation_id = ${organisationId} and id = ${input.attachmentId} and entry_id is null and scheduled_message_id is null and ${human} = ${actor.id}
      returning key, extension, text_extension as "textExtension"`.execute(em.getKysely());
    return rows[0];
  });
  // What cannot be removed is a file that nobody can name.
  for (const file of removed === undefined ? [] : filesOf(removed))
    await ctx.storage.remove(file).catch(() => undefined);
}
