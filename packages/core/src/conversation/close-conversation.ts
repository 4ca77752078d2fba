import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { addEntry } from "./add-entry.ts";
import { holdThread } from "./hold-thread.ts";
import type { CloseConversationInput } from "./schemas.ts";

export type CloseOutcome =
  | { outcome: "closed" }
  /** It was closed already. */
  | { outcome: "not_active" }
  /** A customer wrote since the actor looked: it stays open. */
  | { outcome: "new_message"; number: number };

/**
 * Closes the active conversation of a thread (V11); the next message opens a new one in it.
 * @throws {PackpostError} forbidden, not_found
 */
export async function closeConversation({
  ctx,
  input,
}: {
  ctx: Context;
  input: CloseConversationInput;
}): Promise<CloseOutcome> {
  requirePermission(ctx, "conversation.all");
  const staffMemberId = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    if (!thread.active) return { outcome: "not_active" };
    const kysely = em.getKysely();
    const newer = await sql<{ number: number }>`
      select number from entry where organisation_id = ${ctx.organisationId} and thread_id = ${thread.id} and number > ${input.seenNumber}::int
        and kind = 'message' and staff_member_id is null order by number limit 1`.execute(kysely);
    if (newer.rows[0]) return { outcome: "new_message", number: newer.rows[0].number };
    const event = { kind: "closed" };
    const entry = {
      id: input.entryId,
      kind: "event",
      via: "system",
      staffMemberId,
      body: "",
      event,
    } as const;
    await addEntry(em, ctx, thread, entry);
    await sql`
      update conversation set closed_at = app_now(), closed_by = ${staffMemberId}
      where organisation_id = ${ctx.organisationId} and thread_id = ${thread.id} and closed_at is null`.execute(
      kysely,
    );
    await sql`
      update thread set active = false, waiting_since = null where organisation_id = ${ctx.organisationId} and id = ${thread.id}`.execute(
      kysely,
    );
    writeAudit(em, ctx, { action: "conversation.closed", subjectKind: "thread", subjectId: thread.id });
    return { outcome: "closed" };
  });
}
