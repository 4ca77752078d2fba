import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { requireTextRoute } from "../../texting/require-text-route.ts";
import { requireContent } from "../attach-to-entry.ts";
import { emptyDraft } from "../empty-draft.ts";
import { type HeldThread, holdThread } from "../hold-thread.ts";
import { findAnswerSince, idTaken, nobodyReached, reachesNobody } from "../post-message.ts";
import { attachToScheduled } from "./attach-to-scheduled.ts";
import { resolveWhen } from "./resolve-when.ts";
import type { ScheduleMessageInput } from "./schemas.ts";

export type ScheduleMessageOutcome =
  | { outcome: "scheduled"; dueAt: Date }
  /** A colleague has answered since the writer looked (V10): to be sent again with `seenNumber: null` if it is meant. */
  | { outcome: "colleague_replied"; name: string; at: Date; number: number };

/**
 * A message of the staff that is to be posted at a time (V15): it stands with the thread for colleagues, empties its writer's draft, and is
 * looked at again when its time comes (`post-due`). The same id a second time changes nothing.
 * @throws {PackpostError} forbidden, not_found; invalid_input (its time); conflict, if the id is another's or nobody can be texted there
 */
export async function scheduleMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: ScheduleMessageInput;
}): Promise<ScheduleMessageOutcome> {
  requirePermission(ctx, "conversation.own_schedule");
  const staffMemberId = staffIdOf(ctx);
  const attachmentIds = input.attachmentIds ?? [];
  requireContent(input.body, attachmentIds);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { text, body, messageId, seenNumber } = input;
    const asText = text != null;
    const thread = await holdThread(em, ctx, input.threadId);
    const made = await findMade(em, ctx, thread.id, messageId);
    if (made !== null) return { outcome: "scheduled", dueAt: made };
    if (reachesNobody(thread, asText)) throw nobodyReached();
    if (seenNumber !== null) {
      const answer = await findAnswerSince(em, ctx, thread.id, seenNumber, staffMemberId);
      if (answer !== undefined) return { outcome: "colleague_replied", ...answer };
    }
    if (text) await requireTextRoute(em, ctx, thread.id, { ...text, body, attachmentIds });
    await requireRoom(em, ctx, thread.id);
    const dueAt = await resolveWhen(em, ctx, { when: input.when, asText });
    const visit = input.appointmentId ? await requireVisit(em, ctx, thread, input.appointmentId) : null;
    const { rows } = await sql`
      insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, body, as_text, text_customer_id, appointment_id,
        appointment_starts_at, seen_entry_id, due_at)
      values (${ctx.organisationId}, ${messageId}, ${thread.id}, ${staffMemberId}, ${body}, ${asText}, ${text?.customerId ?? null}::uuid,
        ${visit?.id ?? null}::uuid, ${visit?.startsAt ?? null}::timestamptz,
        (select id from entry where organisation_id = ${ctx.organisationId} and thread_id = ${thread.id} and number <= ${seenNumber ?? thread.lastNumber}::int
          order by number desc limit 1), ${dueAt.toISOString()}::timestamptz)
      on conflict do nothing returning id`.execute(em.getKysely());
    if (rows.length === 0) throw idTaken();
    await attachToScheduled(em, ctx, { id: messageId, threadId: thread.id }, attachmentIds);
    await emptyDraft(em, ctx, { threadId: thread.id, kind: "reply", version: input.draftVersion });
    const subject = { subjectKind: "thread", subjectId: thread.id };
    const detail = { messageId, dueAt, asText };
    writeAudit(em, ctx, { action: "conversation.message_scheduled", ...subject, detail });
    ctx.workflows.wakeConversation(thread.id);
    return { outcome: "scheduled", dueAt };
  });
}

/**
 * When one of this id is due that was made already.
 * @throws {PackpostError} conflict if it is another's, or an entry's
 */
async function findMade(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  messageId: string,
): Promise<Date | null> {
  const { rows } = await sql<{ dueAt: string; mine: boolean }>`
    select due_at as "dueAt", staff_member_id = ${staffIdOf(ctx)}::uuid and thread_id = ${threadId} as mine from scheduled_message
    where organisation_id = ${ctx.organisationId} and id = ${messageId}
    union all
    select at, false from entry where organisation_id = ${ctx.organisationId} and id = ${messageId}`.execute(
    em.getKysely(),
  );
  const [made] = rows;
  if (made === undefined) return null;
  if (!made.mine) throw idTaken();
  return new Date(made.dueAt);
}

/** Most that wait in one thread: all of them are shown at its end. */
const MOST_WAITING = 50;

async function requireRoom(em: EntityManager, ctx: Context, threadId: string): Promise<void> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from scheduled_message
    where organisation_id = ${ctx.organisationId} and thread_id = ${threadId} and state in ('scheduled', 'held')`.execute(
    em.getKysely(),
  );
  if ((rows[0]?.waiting ?? 0) < MOST_WAITING) return;
  throw new PackpostError("conflict", `${MOST_WAITING} messages wait in this conversation already.`, {
    effect: "Nothing was scheduled.",
    nextStep: "Send or cancel some of them first.",
  });
}

/** A visit of the thread's family that is still to come. @throws {PackpostError} not_found */
async function requireVisit(em: EntityManager, ctx: Context, thread: HeldThread, appointmentId: string) {
  const { rows } = await sql<{ id: string; startsAt: string }>`
    select id, starts_at as "startsAt" from appointment
    where organisation_id = ${ctx.organisationId} and id = ${appointmentId} and family_id = ${thread.familyId}::uuid and status = 'scheduled'`.execute(
    em.getKysely(),
  );
  const [visit] = rows;
  if (visit !== undefined) return visit;
  throw new PackpostError("not_found", "This visit is not in the schedule any more.", {
    effect: "Nothing was scheduled.",
    nextStep: "Choose a time without the visit.",
  });
}
