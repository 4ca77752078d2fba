import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { ChosenRoute } from "../../texting/require-text-route.ts";
import { attachScheduledToEntry, notHeld } from "../composing/attach-to-scheduled.ts";
import type { HeldThread } from "../hold-thread.ts";
import { writeMessage } from "../post-message.ts";
import { type HeldMessage, readScheduled } from "./hold-scheduled.ts";
import { lookAgain, type SecondLook } from "./why-hold.ts";

/** So many at once: what is left is due at once again. */
const MOST = 20;

/**
 * Posts what was to be sent in a held thread by now, as its author, or has it wait for a person with the reason (V15). Each is an ordinary
 * message from then on. In the caller's transaction: whatever dies, none is posted twice and none is lost.
 */
export async function postDue(em: EntityManager, ctx: Context, thread: HeldThread): Promise<void> {
  const due = await readScheduled(
    em,
    ctx,
    thread.id,
    sql`later.state = 'scheduled' and later.due_at <= app_now()`,
  );
  if (due.length > 0) await expectSameDatabase(em);
  for (const message of due.slice(0, MOST)) {
    const look = await lookAgain(em, ctx, thread, message);
    if (look.go) await postScheduled(em, look.as, thread, message, look.route);
    else await hold(em, ctx, thread, message, look);
  }
}

/** Whether these have been posted before is not known while another database may stand in the place of the one that a worker has looked at (O4): the step is tried again. */
async function expectSameDatabase(em: EntityManager): Promise<void> {
  const { rows } = await sql<{ stop: string | null }>`select sending_stop() as stop`.execute(em.getKysely());
  if (rows[0]?.stop === "unchecked")
    throw new Error("a worker is to look first whether the database is the same");
}

/**
 * Posts a scheduled message of a held thread as the acting staff member.
 * @returns its number and time; null: an entry of its id stands there already
 */
export async function postScheduled(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  message: HeldMessage,
  route: ChosenRoute | null,
): Promise<{ number: number; at: Date } | null> {
  const written = await writeMessage(em, ctx, thread, { entryId: message.id, body: message.body, route });
  if (written !== null) await attachScheduledToEntry(em, ctx, message.id);
  await sql`
    update scheduled_message set state = 'posted', settled_at = app_now(), ${notHeld}
    where organisation_id = ${ctx.organisationId} and id = ${message.id}`.execute(em.getKysely());
  return written;
}

async function hold(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  { id: messageId }: HeldMessage,
  { reason, entryId, words }: SecondLook & { go: false },
): Promise<void> {
  await sql`
    update scheduled_message set state = 'held', hold_reason = ${reason}, hold_entry_id = ${entryId ?? null}::uuid, hold_words = ${words ?? null}, held_at = app_now()
    where organisation_id = ${ctx.organisationId} and id = ${messageId}`.execute(em.getKysely());
  const subject = { subjectKind: "thread", subjectId: thread.id } as const;
  writeAudit(em, ctx, { action: "conversation.scheduled_held", ...subject, detail: { messageId, reason } });
}
