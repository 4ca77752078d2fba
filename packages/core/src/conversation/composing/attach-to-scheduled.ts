import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";

/** What a row of scheduled_message says of its hold where it does not wait for a person. */
export const notHeld = sql`hold_reason = null, hold_entry_id = null, hold_words = null, held_at = null`;

/**
 * The actor's uploaded pictures are a scheduled message's from now on, in this order: no other message takes them. What it had and has no
 * more is the composer's again.
 * @throws {PackpostError} conflict when one is not theirs, not of this thread, or is another message's
 */
export async function attachToScheduled(
  em: EntityManager,
  ctx: Context,
  message: { readonly id: string; readonly threadId: string },
  attachmentIds: readonly string[],
): Promise<void> {
  await sql`
    update attachment set scheduled_message_id = null
    where organisation_id = ${ctx.organisationId} and scheduled_message_id = ${message.id} and id <> all (${attachmentIds}::uuid[])`.execute(
    em.getKysely(),
  );
  if (attachmentIds.length === 0) return;
  const { numAffectedRows = 0n } = await sql`
    update attachment set scheduled_message_id = ${message.id}, place = sent.place
    from unnest(${attachmentIds}::uuid[]) with ordinality sent (id, place)
    where attachment.organisation_id = ${ctx.organisationId} and attachment.id = sent.id and attachment.thread_id = ${message.threadId}
      and attachment.entry_id is null and coalesce(attachment.scheduled_message_id, ${message.id}) = ${message.id}::uuid
      and attachment.staff_member_id = ${staffIdOf(ctx)}::uuid`.execute(em.getKysely());
  if (Number(numAffectedRows) === attachmentIds.length) return;
  throw new PackpostError("conflict", "A picture of this message is not there any more.", {
    effect: "Nothing was scheduled.",
    nextStep: "Take the picture out and attach it again.",
  });
}

/** A scheduled message's pictures become its entry's. */
export async function attachScheduledToEntry(em: EntityManager, ctx: Context, id: string): Promise<void> {
  await sql`
    update attachment set entry_id = scheduled_message_id, scheduled_message_id = null
    where organisation_id = ${ctx.organisationId} and scheduled_message_id = ${id}`.execute(em.getKysely());
}

/** They go back to the actor's composer. */
export async function giveBackPictures(
  em: EntityManager,
  ctx: Context,
  id: string,
  threadId: string,
): Promise<void> {
  await sql`
    update attachment set scheduled_message_id = null, staff_member_id = ${staffIdOf(ctx)}, thread_id = ${threadId}, created_at = app_now()
    where organisation_id = ${ctx.organisationId} and scheduled_message_id = ${id}`.execute(em.getKysely());
}

/** Its author sends by hand what is scheduled under this id: it is settled, and its pictures are theirs to send. */
export async function takeOverScheduled(
  em: EntityManager,
  ctx: Context,
  message: { readonly id: string; readonly threadId: string },
): Promise<void> {
  await giveBackPictures(em, ctx, message.id, message.threadId);
  await sql`
    update scheduled_message set state = 'posted', taken_back = false, settled_at = app_now(), ${notHeld}
    where organisation_id = ${ctx.organisationId} and id = ${message.id} and state <> 'posted'`.execute(
    em.getKysely(),
  );
}
