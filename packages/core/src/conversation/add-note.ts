import { inOrganisation } from "@packpost/db/orm";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { addEntry } from "./add-entry.ts";
import { emptyDraft } from "./composing/empty-draft.ts";
import { holdThread } from "./hold-thread.ts";
import type { AddNoteInput } from "./schemas.ts";

/**
 * A note among staff (V12): customers never see it, it is unread for those it mentions alone, and nobody is mailed because of it.
 * @throws {PackpostError} forbidden, not_found
 */
export async function addNote({ ctx, input }: { ctx: Context; input: AddNoteInput }): Promise<void> {
  requirePermission(ctx, "conversation.own_schedule");
  const staffMemberId = staffIdOf(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    const { entryId: id, body, mentions } = input;
    await addEntry(em, ctx, thread, { id, kind: "note", via: "app", staffMemberId, body, mentions });
    await emptyDraft(em, ctx, { threadId: thread.id, kind: "note", version: input.draftVersion });
  });
}
