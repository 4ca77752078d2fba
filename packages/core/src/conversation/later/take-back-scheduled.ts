import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { giveBackPictures, notHeld } from "../composing/attach-to-scheduled.ts";
import { MOST_ATTACHMENTS } from "../composing/most-attachments.ts";
import { LONGEST_MESSAGE } from "../schemas.ts";
import { auditScheduled, type Settled } from "./change-scheduled.ts";
import { holdScheduled } from "./hold-scheduled.ts";
import type { TakeBackInput } from "./schemas.ts";

export type TakeBackOutcome =
  | {
      outcome: "taken";
      body: string;
      version: number;
      /** How it was to go: as a text too, when, and about which visit, where that is still to come. */
      text: { customerId: string | null } | null;
      dueAt: Date;
      appointmentId: string | null;
    }
  /** The actor is writing something there already: nothing was changed. */
  | { outcome: "draft_stands" }
  | Settled;

/**
 * Takes a scheduled message back into the actor's composer to be edited (V15): it becomes their draft, its pictures theirs, and it is not
 * sent any more. Nothing that they were writing is lost.
 * @throws {PackpostError} forbidden, not_found, invalid_input (more than a message takes together with what they are writing)
 */
export async function takeBackScheduled({
  ctx,
  input,
}: {
  ctx: Context;
  input: TakeBackInput;
}): Promise<TakeBackOutcome> {
  requirePermission(ctx, "conversation.own_schedule");
  const me = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { thread, message } = await holdScheduled(em, ctx, input.messageId);
    if (message.state === "posted" || message.state === "cancelled")
      return { outcome: "settled", state: message.state };
    const kysely = em.getKysely();
    const draft = await sql<{ body: string }>`
      select body from draft
      where organisation_id = ${ctx.organisationId} and thread_id = ${thread.id} and staff_member_id = ${me} and kind = 'reply'`.execute(
      kysely,
    );
    const there = draft.rows[0]?.body ?? "";
    if (there.trim() !== "" && !input.aboveDraft) return { outcome: "draft_stands" };
    const body = there.trim() === "" ? message.body : `${message.body}\n${there}`;
    if (body.length > LONGEST_MESSAGE)
      throw tooMuch(
        "Both together are longer than a message may be.",
        "Send or shorten what you are writing first.",
      );
    await requireRoomForPictures(em, ctx, thread.id, message.attachmentIds.length);
    const { rows } = await sql<{ body: string; version: number }>`
      insert into draft (organisation_id, thread_id, staff_member_id, kind, body, version, text_to)
      values (${ctx.organisationId}, ${thread.id}, ${me}, 'reply', ${body}, 1, ${message.asText ? (message.textCustomerId ?? "stranger") : "nobody"})
      on conflict (thread_id, staff_member_id, kind, organisation_id) do update
        set body = excluded.body, text_to = excluded.text_to, version = draft.version + 1, updated_at = app_now()
      returning body, version`.execute(kysely);
    await giveBackPictures(em, ctx, message.id, thread.id);
    await sql`
      update scheduled_message set state = 'cancelled', taken_back = true, settled_at = app_now(), ${notHeld}
      where organisation_id = ${ctx.organisationId} and id = ${message.id}`.execute(kysely);
    auditScheduled(em, ctx, { thread, messageId: message.id, action: "scheduled_taken_back" });
    return {
      ...{ outcome: "taken", ...(rows[0] ?? { body, version: 1 }) },
      text: message.asText ? { customerId: message.textCustomerId } : null,
      ...{ dueAt: new Date(message.dueAt), appointmentId: message.visitId },
    };
  });
}

/** Index: attachment_unsent. */
async function requireRoomForPictures(em: EntityManager, ctx: Context, threadId: string, more: number) {
  if (more === 0) return;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from attachment
    where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and entry_id is null and scheduled_message_id is null
      and staff_member_id = ${staffIdOf(ctx)}::uuid`.execute(em.getKysely());
  const together = (rows[0]?.count ?? 0) + more;
  if (together <= MOST_ATTACHMENTS) return;
  throw tooMuch(
    `Both together have ${together} pictures; a message takes ${MOST_ATTACHMENTS}.`,
    "Send what you are writing first, or take pictures out of it.",
  );
}

function tooMuch(message: string, nextStep: string): PackpostError {
  return new PackpostError("invalid_input", message, { effect: "It is still scheduled.", nextStep });
}
