import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";

/**
 * The actor's uploaded pictures go out with an entry, in this order, in the running transaction.
 * @throws {PackpostError} conflict when one is not theirs, not of this thread, or was sent already: nothing is sent then
 */
export async function attachToEntry(
  em: EntityManager,
  ctx: Context,
  entry: { id: string; threadId: string },
  attachmentIds: readonly string[],
): Promise<void> {
  if (attachmentIds.length === 0) return;
  const { actor } = ctx;
  const mine =
    actor.kind === "staff"
      ? sql`staff_member_id = ${actor.id}::uuid`
      : actor.kind === "customer"
        ? sql`customer_id = ${actor.id}::uuid`
        : sql`staff_member_id is null and customer_id is null`;
  const { numAffectedRows = 0n } = await sql`
    update attachment set entry_id = ${entry.id}, place = sent.place
    from unnest(${attachmentIds}::uuid[]) with ordinality sent (id, place)
    where attachment.organisation_id = ${ctx.organisationId} and attachment.id = sent.id and attachment.thread_id = ${entry.threadId}
      and attachment.entry_id is null and attachment.scheduled_message_id is null and ${mine}`.execute(
    em.getKysely(),
  );
  if (Number(numAffectedRows) === attachmentIds.length) return;
  throw new PackpostError("conflict", "A picture of this message is not there any more.", {
    effect: "Nothing was sent.",
    nextStep: "Take the picture out and attach it again.",
  });
}

/** @throws {PackpostError} invalid_input for a message of neither words nor pictures */
export function requireContent(body: string, attachmentIds: readonly string[]): void {
  if (body.trim() !== "" || attachmentIds.length > 0) return;
  throw new PackpostError("invalid_input", "There is nothing in this message.", {
    effect: "Nothing was sent.",
    nextStep: "Write something, or attach a picture.",
  });
}
