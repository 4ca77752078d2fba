import { randomUUID } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread, noSuchThread } from "../conversation/hold-thread.ts";
import { moveScheduledBack } from "../conversation/later/move-scheduled.ts";
import { holdBoth } from "./hold-both.ts";
import { moveEntries } from "./move-entries.ts";
import type { SplitThreadInput } from "./schemas.ts";

/**
 * Takes a stranger's thread out of the family's that it was joined to (V17, T6): its own entries go back, and whatever came from its number
 * or went to it since. What staff have written to the family stays with the family.
 * @returns the stranger's thread
 * @throws {PackpostError} forbidden, not_found (not joined)
 */
export async function splitThread({
  ctx,
  input: { strangerThreadId: to },
}: {
  ctx: Context;
  input: SplitThreadInput;
}): Promise<{ threadId: string; moved: number }> {
  requirePermission(ctx, "conversation.all");
  const staffMemberId = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { familyThreadId: from, stranger } = await findJoined(em, ctx, to);
    await holdBoth(em, ctx, from, to);
    await sql`
      update thread set joined_into = null, joined_as = null where organisation_id = ${ctx.organisationId} and id = ${to}`.execute(
      em.getKysely(),
    );
    const back = { customerId: sql`null::uuid`, origin: sql`null::uuid` };
    const moved = await moveEntries(em, ctx, { from, to, which: isOfStranger(to, stranger), ...back });
    await moveScheduledBack(em, ctx, to);
    for (const [threadId, event] of [
      [from, { kind: "split", strangerThreadId: to, stranger, moved }],
      [to, { kind: "split", familyThreadId: from, moved }],
    ] as const) {
      const thread = await holdThread(em, ctx, threadId);
      await addEntry(em, ctx, thread, {
        ...{ id: randomUUID(), kind: "event", via: "system", staffMemberId, body: "", event },
      });
    }
    const subject = { subjectKind: "thread", subjectId: from } as const;
    writeAudit(em, ctx, {
      action: "conversation.split",
      ...subject,
      detail: { strangerThreadId: to, moved },
    });
    return { threadId: to, moved };
  });
}

/**
 * Which entries of a family's thread are the stranger's, as a condition on `entry`: a mail from that address that is proved to be an
 * answer of the family's stays theirs (T37).
 */
export function isOfStranger(strangerThreadId: string, stranger: string): RawBuilder<boolean> {
  return sql<boolean>`(entry.origin_thread_id = ${strangerThreadId} or lower(entry.from_address) = ${stranger} and coalesce(entry.proof, 'address') = 'address' or exists (
    select from delivery where delivery.organisation_id = entry.organisation_id and delivery.entry_id = entry.id
      and delivery.channel = 'sms' and delivery.address = ${stranger}))`;
}

/** Where a stranger's thread was joined to. @throws {PackpostError} not_found */
export async function findJoined(
  em: EntityManager,
  ctx: Context,
  strangerThreadId: string,
): Promise<{ familyThreadId: string; stranger: string }> {
  const { rows } = await sql<{ familyThreadId: string; stranger: string }>`
    select joined_into as "familyThreadId", stranger from thread
    where organisation_id = ${ctx.organisationId} and id = ${strangerThreadId} and joined_into is not null`.execute(
    em.getKysely(),
  );
  const [joined] = rows;
  if (joined === undefined) throw noSuchThread();
  return joined;
}
