import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type AddedEntry, addEntry, type NewEntry } from "./add-entry.ts";
import { advancePosition } from "./advance-position.ts";
import { attachToEntry } from "./composing/attach-to-entry.ts";
import { emptyDraft } from "./composing/empty-draft.ts";
import { holdThread } from "./hold-thread.ts";
import { sayClosed } from "./say-closed.ts";
import { wakeForDeadline } from "./wake-for-deadline.ts";

/** What a customer or a stranger wrote, by whichever way it came. */
export type ReceivedEntry = Omit<NewEntry, "staffMemberId" | "mentions"> & {
  readonly kind: "message" | "keyword" | "auto_reply" | "reaction";
  readonly via: "portal" | "text" | "email";
};

export type Received = AddedEntry & {
  /** Outside opening hours: the line that tells so (V16). */
  readonly closed?: { readonly entryId: string; readonly body: string };
};

/** So long messages of a customer are gathered into one mail to visiting staff (V7). */
export const VISIT_NOTICE_SECONDS = 60;

/**
 * An entry of a customer or a stranger (V1, V8, V9): stands in the thread, and if it is a message opens a conversation if none is active,
 * is unread for the staff, and has whoever visits the family today told (V7). Whoever writes has read what stood there before (V5), in a mail what its mail showed.
 * Outside opening hours whoever writes is told so, once a conversation (V16).
 * Keywords, automatic replies and reactions have none of these effects. The same id, or the same provider's message, a second time
 * changes nothing.
 * @throws {PackpostError} not_found
 */
export async function receiveMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: {
    threadId: string;
    entry: ReceivedEntry;
    draftVersion?: number | undefined;
    /** The newest entry that its writer has surely seen; left out = all before it. */
    readUpTo?: number;
    /** Pictures uploaded before (storeAttachment). */
    attachmentIds?: readonly string[];
  };
}): Promise<Received> {
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    const added = await addEntry(em, ctx, thread, input.entry);
    if (!added.added || input.entry.kind !== "message") return added;
    await attachToEntry(em, ctx, { id: input.entry.id, threadId: thread.id }, input.attachmentIds ?? []);
    if (input.entry.via === "portal")
      await emptyDraft(em, ctx, { threadId: thread.id, kind: "reply", version: input.draftVersion });
    const { customerId } = input.entry;
    const readUpTo = input.readUpTo ?? added.number;
    if (customerId && readUpTo > 0)
      await advancePosition(em, ctx, { kind: "customer", id: customerId }, thread.id, readUpTo);
    if (thread.familyId !== null) {
      await wakeForDeadline(em, ctx, thread.id, VISIT_NOTICE_SECONDS);
      await sql`
        insert into visit_notice (organisation_id, thread_id, from_number, due_at)
        values (${organisationId}, ${thread.id}, ${added.number}, app_now() + make_interval(secs => ${VISIT_NOTICE_SECONDS}))
        on conflict (thread_id) where settled_at is null do nothing`.execute(em.getKysely());
    }
    const closed = await sayClosed(em, ctx, thread, input.entry);
    return closed === null ? added : { ...added, closed };
  });
}
