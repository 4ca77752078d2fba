import { randomUUID } from "node:crypto";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission, staffIdOf } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread } from "../conversation/hold-thread.ts";
import { openStrangerThread } from "../conversation/open-stranger-thread.ts";
import { PackpostError } from "../errors.ts";
import { holdBoth } from "../joined-threads/hold-both.ts";
import { moveEntries } from "../joined-threads/move-entries.ts";

export const takeOutMailSchema = z.object({ mailId: z.uuid() });

/**
 * Takes a mail that somebody has put into a family's thread out of it again (T42): it stands in a thread of its sender's mailbox, from
 * where it can be joined to the right family. What the family has written and been written stays.
 * @returns the thread where it stands
 * @throws {PackpostError} forbidden, not_found, conflict (it found its place by itself, was taken out before, or its sender was joined there)
 */
export async function takeOutMail({
  ctx,
  input: { mailId },
}: {
  ctx: Context;
  input: z.infer<typeof takeOutMailSchema>;
}): Promise<{ threadId: string }> {
  requirePermission(ctx, "conversation.all");
  const staffMemberId = staffIdOf(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { threadId: from, address } = await holdPlaced(em, ctx, mailId);
    const { threadId: to } = await openStrangerThread(ctx, address);
    if (to === from)
      throw new PackpostError("conflict", "All that comes from this address is joined to this family.", {
        ...{ effect: "The email stays here.", nextStep: "Split the two conversations again instead." },
      });
    await holdBoth(em, ctx, from, to);
    const which = sql<boolean>`entry.id = ${mailId}`;
    const nobody = { customerId: sql`null::uuid`, origin: sql`null::uuid` };
    await moveEntries(em, ctx, { from, to, which, ...nobody });
    for (const threadId of [from, to])
      await addEntry(em, ctx, await holdThread(em, ctx, threadId), {
        ...{ id: randomUUID(), kind: "event", via: "system", staffMemberId, body: "" },
        event: { kind: "mail_taken_out", mailId, ...(threadId === from && { stranger: address }) },
      });
    const subject = { subjectKind: "inbound_mail", subjectId: mailId } as const;
    writeAudit(em, ctx, { action: "inbound_mail.taken_out", ...subject });
    return { threadId: to };
  });
}

/** Where a mail stands that a person has put there. */
async function holdPlaced(
  em: EntityManager,
  ctx: Context,
  mailId: string,
): Promise<{ threadId: string; address: string }> {
  const { rows } = await sql<{ threadId: string; address: string; byHand: boolean }>`
    select entry.thread_id as "threadId", mail.mail -> 'from' ->> 'address' as address, mail.settled_by is not null and thread.family_id is not null as "byHand"
    from inbound_mail mail
    join entry on entry.organisation_id = mail.organisation_id and entry.id = mail.entry_id
    join thread on thread.organisation_id = entry.organisation_id and thread.id = entry.thread_id
    where mail.organisation_id = ${ctx.organisationId} and mail.id = ${mailId}
    for update of mail`.execute(em.getKysely());
  const [placed] = rows;
  if (placed === undefined) throw new PackpostError("not_found", "There is no such mail.");
  if (placed.byHand) return placed;
  throw new PackpostError("conflict", "This email does not stand where somebody has put it any more.", {
    ...{ effect: "Nothing was changed.", nextStep: "Reload the page." },
  });
}
