import { SavedReply } from "@packpost/db/entities/saved-reply.entity";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { storableTextSchema } from "../../storable-text.ts";
import { LONGEST_MESSAGE } from "../schemas.ts";

const LONGEST_NAME = 80;

export const savedReplyIdSchema = z.object({ savedReplyId: z.uuid() });
export const savedReplySchema = savedReplyIdSchema.extend({
  name: storableTextSchema.trim().min(1, "Give it a name.").max(LONGEST_NAME),
  body: storableTextSchema
    .refine((body) => body.trim() !== "", "Write what it says.")
    .max(LONGEST_MESSAGE, `A reply has at most ${LONGEST_MESSAGE.toLocaleString("en")} characters.`),
});
type SavedReplyInput = z.infer<typeof savedReplySchema>;

export interface SavedReplyView {
  id: string;
  name: string;
  body: string;
}

/**
 * What the organisation says again and again (V12), by name.
 * @throws {PackpostError} forbidden
 */
export async function listSavedReplies({ ctx }: { ctx: Context }): Promise<SavedReplyView[]> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const found = await em.find(
      SavedReply,
      { organisationId: ctx.organisationId },
      { orderBy: { name: "asc" } },
    );
    return found.map(({ id, name, body }) => ({ id, name, body }));
  });
}

/**
 * Keeps a reply, new or edited, under the id that its writer's page made (V12).
 * @throws {PackpostError} forbidden; conflict, if another one has that name
 */
export async function saveReply({ ctx, input }: { ctx: Context; input: SavedReplyInput }): Promise<void> {
  requirePermission(ctx, "conversation.all");
  const { savedReplyId: id, name, body } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const others = await em.count(SavedReply, {
      organisationId: ctx.organisationId,
      name,
      id: { $ne: id },
    });
    if (others > 0)
      throw new PackpostError("conflict", "There is a saved reply with this name already.", {
        effect: "Nothing was saved.",
        nextStep: "Choose another name, or edit the one that is there.",
      });
    await sql`
      insert into saved_reply (organisation_id, id, name, body) values (${ctx.organisationId}, ${id}, ${name}, ${body})
      on conflict (id) do update set name = excluded.name, body = excluded.body, updated_at = app_now()
      where saved_reply.organisation_id = excluded.organisation_id`.execute(em.getKysely());
    writeAudit(em, ctx, { action: "saved_reply.saved", subjectKind: "saved_reply", subjectId: id });
  });
}

/**
 * Takes a saved reply away (V12). One that is gone already stays so.
 * @throws {PackpostError} forbidden
 */
export async function deleteSavedReply({
  ctx,
  input: { savedReplyId },
}: {
  ctx: Context;
  input: z.infer<typeof savedReplyIdSchema>;
}): Promise<void> {
  requirePermission(ctx, "conversation.all");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const deleted = await em.nativeDelete(SavedReply, {
      organisationId: ctx.organisationId,
      id: savedReplyId,
    });
    if (deleted === 0) return;
    writeAudit(em, ctx, {
      action: "saved_reply.deleted",
      subjectKind: "saved_reply",
      subjectId: savedReplyId,
    });
  });
}
