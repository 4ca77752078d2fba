import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { requireTextRoute } from "../../texting/require-text-route.ts";
import { requireContent } from "../composing/attach-to-entry.ts";
import { attachToScheduled, notHeld } from "../composing/attach-to-scheduled.ts";
import { emptyDraft } from "../composing/empty-draft.ts";
import { type EarlierWordingSent, findMade, type MadeMessage } from "../composing/find-made.ts";
import { type HeldThread, holdThread } from "../hold-thread.ts";
import { findAnswerSince, findPosted, idTaken, nobodyReached, reachesNobody } from "../post-message.ts";
import type { Settled } from "./change-scheduled.ts";
import { instantOf, resolveWhen } from "./resolve-when.ts";
import type { ScheduleMessageInput } from "./schemas.ts";
import { placeOf } from "./text-night.ts";

export type ScheduleMessageOutcome =
  | { outcome: "scheduled"; dueAt: Date }
  /** It has gone out already, by hand or at its time. */
  | Settled
  /** A colleague has answered since the writer looked (V10): to be sent again with `seenNumber: null` if it is meant. */
  | { outcome: "colleague_replied"; name: string; at: Date; number: number }
  | EarlierWordingSent;

/**
 * A message of the staff that is to be posted at a time (V15): it stands with the thread for colleagues, empties its writer's draft, and is
 * looked at again when its time comes (`post-due`). The same id a second time changes nothing; with other words or another time it is those
 * from then on, since the first answer may have been lost.
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
    const standing = await findStanding(em, ctx, thread, { input, made });
    if (standing !== null) return standing;
    if (reachesNobody(thread, asText)) throw nobodyReached();
    if (seenNumber !== null) {
      const answer = await findAnswerSince(em, ctx, thread.id, seenNumber, staffMemberId);
      if (answer !== undefined) return { outcome: "colleague_replied", ...answer };
    }
    if (text) await requireTextRoute(em, ctx, thread.id, { ...text, body, attachmentIds });
    if (made === null) await requireRoom(em, ctx, thread.id);
    const textTo = text ? await placeOf(em, ctx, thread.id, text.customerId) : null;
    const dueAt = await resolveWhen(em, ctx, { when: input.when, textTo });
    const visit = input.appointmentId ? await requireVisit(em, ctx, thread, input.appointmentId) : null;
    const seen = sql`(select id from entry where organisation_id = ${ctx.organisationId} and thread_id = ${thread.id}
      and number <= ${seenNumber ?? thread.lastNumber}::int order by number desc limit 1)`;
    const values = sql`${body}, ${asText}, ${text?.customerId ?? null}::uuid, ${visit?.id ?? null}::uuid, ${visit?.startsAt ?? null}::timestamptz,
      ${seen}, ${dueAt.toISOString()}::timestamptz`;
    const columns = sql`body, as_text, text_customer_id, appointment_id, appointment_starts_at, seen_entry_id, due_at`;
    const { rows } = await (made === null
      ? sql`
        insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, ${columns})
        values (${ctx.organisationId}, ${messageId}, ${thread.id}, ${staffMemberId}, ${values}) on conflict do nothing returning id`
      : sql`
        update scheduled_message set (${columns}) = row (${values}), state = 'scheduled', settled_at = null, taken_back = false, ${notHeld}
        where organisation_id = ${ctx.organisationId} and id = ${messageId} returning id`
    ).execute(em.getKysely());
    if (rows.length === 0) throw idTaken();
    await attachToScheduled(em, ctx, { id: messageId, threadId: thread.id }, attachmentIds);
    await emptyDraft(em, ctx, { threadId: thread.id, kind: "reply", version: input.draftVersion });
    const subject = { subjectKind: "thread", subjectId: thread.id } as const;
    const detail = { messageId, dueAt, asText };
    writeAudit(em, ctx, { action: "conversation.message_scheduled", ...subject, detail });
    ctx.workflows.wakeConversation(thread.id);
    return { outcome: "scheduled", dueAt };
  });
}

/** What a call found that was not the first of its id; null = it is to be written. */
async function findStanding(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  { input, made }: { input: ScheduleMessageInput; made: MadeMessage | null },
): Promise<ScheduleMessageOutcome | null> {
  if (made?.mine === false) throw idTaken();
  const posted = await findPosted(em, ctx, thread.id, input.messageId);
  if (posted !== undefined && posted.staffMemberId !== staffIdOf(ctx)) throw idTaken();
  if (posted !== undefined) {
    const { number, at } = posted;
    if (posted.body !== input.body) return { outcome: "earlier_wording_sent", number, at };
    return { outcome: "settled", state: "posted" };
  }
  if (made?.state === "posted") return { outcome: "settled", state: "posted" };
  if (made === null || made.state === "cancelled") return null;
  const { zone } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const asked = [instantOf(input.when, zone), input.body, input.text != null, input.text?.customerId ?? null];
  const stands = [made.dueAt, made.body, made.asText, made.textCustomerId];
  const asWell = [input.appointmentId ?? null, input.attachmentIds ?? []];
  const same =
    JSON.stringify([...asked, ...asWell]) ===
    JSON.stringify([...stands, made.appointmentId, made.attachmentIds]);
  return same ? { outcome: "scheduled", dueAt: made.dueAt } : null;
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
