import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { queueText } from "../texting/queue-text.ts";
import { type ChosenRoute, requireTextRoute } from "../texting/require-text-route.ts";
import { addEntry } from "./add-entry.ts";
import { attachToEntry, requireContent } from "./composing/attach-to-entry.ts";
import { takeOverScheduled } from "./composing/attach-to-scheduled.ts";
import { emptyDraft } from "./composing/empty-draft.ts";
import { type EarlierWordingSent, findMade } from "./composing/find-made.ts";
import { type HeldThread, holdThread } from "./hold-thread.ts";
import type { PostMessageInput } from "./schemas.ts";
import { wakeForDeadline } from "./wake-for-deadline.ts";

export type PostMessageOutcome =
  | { outcome: "posted"; number: number; at: Date }
  /** A colleague has answered since the writer looked (V10): to be sent again with `seenNumber: null` if it is meant. */
  | { outcome: "colleague_replied"; name: string; at: Date; number: number }
  | EarlierWordingSent;

/**
 * A message of the staff to a family (V1): stands in the thread at once, empties its writer's draft, and waits to be read by each of
 * the family's customers (V5). To one of them it can go as a text too (V8). The same entry id a second time changes nothing; what is
 * scheduled under it (V15) goes out now, as it reads here, and not at its time.
 * @throws {PackpostError} forbidden, not_found; conflict, if the id is that of another entry or nobody can be texted there
 */
export async function postMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: PostMessageInput;
}): Promise<PostMessageOutcome> {
  requirePermission(ctx, "conversation.own_schedule");
  const staffMemberId = staffIdOf(ctx);
  const attachmentIds = input.attachmentIds ?? [];
  requireContent(input.body, attachmentIds);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    if (reachesNobody(thread, input.text != null)) throw nobodyReached();
    const made = await findMade(em, ctx, thread.id, input.entryId);
    if (made?.mine === false) throw idTaken();
    const posted = await findPosted(em, ctx, thread.id, input.entryId);
    if (posted !== undefined) {
      const { number, at } = posted;
      const other = made !== null && posted.body !== input.body;
      return { outcome: other ? "earlier_wording_sent" : "posted", number, at };
    }
    if (input.seenNumber !== null) {
      const answer = await findAnswerSince(em, ctx, thread.id, input.seenNumber, staffMemberId);
      if (answer !== undefined) return { outcome: "colleague_replied", ...answer };
    }
    const { text, body, entryId } = input;
    const route = text ? await requireTextRoute(em, ctx, thread.id, { ...text, body, attachmentIds }) : null;
    const written = await writeMessage(em, ctx, thread, { entryId, body, route });
    if (written === null) throw idTaken();
    if (made !== null) await takeOverScheduled(em, ctx, { id: entryId, threadId: thread.id });
    await attachToEntry(em, ctx, { id: entryId, threadId: thread.id }, attachmentIds);
    await emptyDraft(em, ctx, { threadId: thread.id, kind: "reply", version: input.draftVersion });
    return { outcome: "posted", ...written };
  });
}

/**
 * Writes a message of the acting staff member into a held thread, with whatever follows: it waits to be read (V5), and goes as a text where
 * there is a route. Its pictures are its caller's.
 * @returns null if there is an entry of this id already
 */
export async function writeMessage(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  message: { readonly entryId: string; readonly body: string; readonly route: ChosenRoute | null },
): Promise<{ number: number; at: Date } | null> {
  const staffMemberId = staffIdOf(ctx);
  const { entryId, body, route } = message;
  const entry = { id: entryId, kind: "message", via: "app", staffMemberId, body } as const;
  const added = await addEntry(em, ctx, thread, entry);
  if (!added.added) return null;
  await expectToBeRead(em, ctx, thread, { entryId, number: added.number });
  if (route !== null) {
    const asText = { purpose: "conversation_text", requestedBy: staffMemberId, entryId, body } as const;
    await queueText(em, ctx, { ...asText, ...route });
  }
  return { number: added.number, at: added.at };
}

/** Each customer of the family has so long to read it before it is mailed to them (V5). */
async function expectToBeRead(
  em: EntityManager,
  ctx: Context,
  thread: HeldThread,
  { entryId, number }: { entryId: string; number: number },
): Promise<void> {
  if (thread.familyId === null) return;
  const { unreadMailSeconds } = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  await wakeForDeadline(em, ctx, thread.id, unreadMailSeconds);
  await sql`
    insert into message_notice (organisation_id, entry_id, customer_id, thread_id, number, due_at)
    select organisation_id, ${entryId}, id, ${thread.id}, ${number}::int, app_now() + make_interval(secs => ${unreadMailSeconds})
    from customer where organisation_id = ${ctx.organisationId} and family_id = ${thread.familyId}`.execute(
    em.getKysely(),
  );
}

/** An entry of this thread by its id. */
export async function findPosted(em: EntityManager, ctx: Context, threadId: string, entryId: string) {
  const { rows } = await sql<{ number: number; at: string; body: string; staffMemberId: string | null }>`
    select number, at, body, staff_member_id as "staffMemberId" from entry
    where organisation_id = ${ctx.organisationId} and id = ${entryId} and thread_id = ${threadId}`.execute(
    em.getKysely(),
  );
  return rows[0] && { ...rows[0], at: new Date(rows[0].at) };
}

/** The newest message of another staff member after a number (V10). */
export async function findAnswerSince(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  seenNumber: number,
  staffMemberId: string,
) {
  const { rows } = await sql<{ name: string; at: string; number: number }>`
    select staff_member.name, entry.at, entry.number
    from entry join staff_member on staff_member.organisation_id = entry.organisation_id and staff_member.id = entry.staff_member_id
    where entry.organisation_id = ${ctx.organisationId} and entry.thread_id = ${threadId} and entry.number > ${seenNumber}::int
      and entry.kind = 'message' and entry.staff_member_id <> ${staffMemberId}::uuid
    order by entry.number desc limit 1`.execute(em.getKysely());
  return rows[0] && { ...rows[0], at: new Date(rows[0].at) };
}

/** A mailbox that proved nothing is not written to (T42), and whoever has a number alone has no pages of their own to read on. */
export function reachesNobody({ stranger }: HeldThread, asText: boolean): boolean {
  return stranger !== null && (!asText || stranger.includes("@"));
}

/** The answer to who would write to nobody. */
export function nobodyReached(): PackpostError {
  return new PackpostError(
    "conflict",
    "Nobody would get this: whose conversation it is, nobody has said yet.",
    {
      effect: "Nothing was sent. What you wrote is kept as a draft.",
      nextStep: "Join the conversation to a family, then answer there.",
    },
  );
}

/** Ids are made by the pages; two pages never make the same. */
export function idTaken(): PackpostError {
  return new PackpostError("conflict", "This was already used for another entry.", {
    effect: "Nothing was sent.",
    nextStep: "Reload the page and send it again.",
  });
}
