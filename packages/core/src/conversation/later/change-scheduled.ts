import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { auditDeeds } from "../../audit-deeds.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { notHeld } from "../composing/attach-to-scheduled.ts";
import type { HeldThread } from "../hold-thread.ts";
import { holdScheduled } from "./hold-scheduled.ts";
import { resolveWhen } from "./resolve-when.ts";
import type { RescheduleInput, ScheduledIdInput } from "./schemas.ts";
import { placeOf } from "./text-night.ts";

/** Somebody was faster: it has been posted, or taken away. */
export type Settled = { outcome: "settled"; state: "posted" | "cancelled" };

/** So long a cancelled one can be had back. */
const UNDO = "1 hour";

/** Its time is over. */
const over = sql`due_at <= app_now()`;
/** Whoever changes it has the thread before their eyes: what stands there up to a number is known. */
const seenUpTo = (
  number: number,
) => sql`seen_entry_id = (select id from entry where entry.organisation_id = scheduled_message.organisation_id
  and entry.thread_id = scheduled_message.thread_id and entry.number <= ${number}::int order by number desc limit 1)`;

/**
 * Gives a scheduled message another time (V15), also one that waits for a person: it is looked at again then.
 * @throws {PackpostError} forbidden, not_found, invalid_input (its time)
 */
export async function rescheduleMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: RescheduleInput;
}): Promise<{ outcome: "scheduled"; dueAt: Date } | Settled> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { thread, message } = await holdScheduled(em, ctx, input.messageId);
    if (message.state === "posted" || message.state === "cancelled")
      return { outcome: "settled", state: message.state };
    const textTo = message.asText ? await placeOf(em, ctx, thread.id, message.textCustomerId) : null;
    const dueAt = await resolveWhen(em, ctx, { when: input.when, textTo });
    // The visit as it stands now; one that is cancelled it is not about any more.
    const visit = sql`(appointment_id, appointment_starts_at) = (
      select visit.id, visit.starts_at from appointment visit where visit.organisation_id = scheduled_message.organisation_id
        and visit.id = scheduled_message.appointment_id and visit.status <> 'cancelled')`;
    const seen = seenUpTo(input.seenNumber ?? thread.lastNumber);
    const set = sql`state = 'scheduled', due_at = ${dueAt.toISOString()}::timestamptz, ${notHeld}, ${seen}, ${visit}`;
    await change(em, ctx, {
      thread,
      messageId: message.id,
      set,
      action: "scheduled_moved",
      detail: { dueAt },
    });
    ctx.workflows.wakeConversation(thread.id);
    return { outcome: "scheduled", dueAt };
  });
}

/** Takes a scheduled message away; `restoreScheduled` takes that back. @throws {PackpostError} forbidden, not_found */
export async function cancelScheduled({
  ctx,
  input,
}: {
  ctx: Context;
  input: ScheduledIdInput;
}): Promise<{ outcome: "cancelled" } | Settled> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { thread, message } = await holdScheduled(em, ctx, input.messageId);
    if (message.state === "cancelled") return { outcome: "cancelled" };
    if (message.state === "posted") return { outcome: "settled", state: "posted" };
    const set = sql`state = 'cancelled', settled_at = app_now(), ${notHeld}`;
    await change(em, ctx, { thread, messageId: message.id, set, action: "scheduled_cancelled" });
    return { outcome: "cancelled" };
  });
}

/**
 * Has a cancelled message back as it was, for an hour. One whose time is over waits for a person: it may have waited for one before, and
 * nothing leaves by an undo.
 * @throws {PackpostError} forbidden, not_found, conflict (posted, taken back into a composer, or too long ago)
 */
export async function restoreScheduled({
  ctx,
  input,
}: {
  ctx: Context;
  input: ScheduledIdInput;
}): Promise<void> {
  requirePermission(ctx, "conversation.own_schedule");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { thread, message } = await holdScheduled(em, ctx, input.messageId);
    if (message.state === "scheduled" || message.state === "held") return;
    const { rows } = await sql`
      update scheduled_message set settled_at = null, state = case when ${over} then 'held' else 'scheduled' end,
        hold_reason = case when ${over} then 'late' end, held_at = case when ${over} then app_now() end
      where organisation_id = ${ctx.organisationId} and id = ${message.id} and state = 'cancelled' and not taken_back and settled_at > app_now() - ${UNDO}::interval
      returning id`.execute(em.getKysely());
    if (rows.length === 0)
      throw new PackpostError("conflict", "This message cannot be had back any more.", {
        ...{ effect: "Nothing was changed.", nextStep: "Write it anew." },
      });
    auditScheduled(em, ctx, { thread, messageId: message.id, action: "scheduled_restored" });
    ctx.workflows.wakeConversation(thread.id);
  });
}

interface Change {
  readonly thread: HeldThread;
  readonly messageId: string;
  readonly action: keyof typeof auditDeeds.conversation;
  readonly detail?: Record<string, unknown>;
}

async function change(em: EntityManager, ctx: Context, made: Change & { set: RawBuilder<unknown> }) {
  await sql`
    update scheduled_message set ${made.set} where organisation_id = ${ctx.organisationId} and id = ${made.messageId}`.execute(
    em.getKysely(),
  );
  auditScheduled(em, ctx, made);
}

/** Writes down what somebody did with a scheduled message (O3). */
export function auditScheduled(
  em: EntityManager,
  ctx: Context,
  { thread, messageId, action, detail }: Change,
): void {
  const subject = { subjectKind: "thread", subjectId: thread.id } as const;
  writeAudit(em, ctx, { action: `conversation.${action}`, ...subject, detail: { messageId, ...detail } });
}
