import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { advancePosition, type Reader } from "./advance-position.ts";
import { holdThread } from "./hold-thread.ts";
import type { MarkReadInput } from "./schemas.ts";

/**
 * The entries up to this one were on the actor's screen, in a tab that is visible and focused (V4): the page says so, nothing else does.
 * @throws {PackpostError} forbidden, not_found
 */
export async function markRead({ ctx, input }: { ctx: Context; input: MarkReadInput }): Promise<void> {
  const reader = readerOf(ctx);
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    await advancePosition(em, ctx, reader, thread.id, Math.min(input.number, thread.lastNumber));
  });
}

/**
 * Unread again for the actor alone, from this entry on (V4): in all of their tabs, and nobody else's.
 * @throws {PackpostError} forbidden, not_found
 */
export async function markUnread({ ctx, input }: { ctx: Context; input: MarkReadInput }): Promise<void> {
  const reader = readerOf(ctx);
  if (reader.kind !== "staff") throw new PackpostError("forbidden", "Only staff can do this.");
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await holdThread(em, ctx, input.threadId);
    const number = Math.max(1, Math.min(input.number, thread.lastNumber));
    const kysely = em.getKysely();
    await sql`
      insert into read_position (organisation_id, thread_id, staff_member_id, number)
      values (${ctx.organisationId}, ${thread.id}, ${reader.id}, ${number - 1})
      on conflict (thread_id, staff_member_id, organisation_id) do update set number = excluded.number, read_at = app_now()`.execute(
      kysely,
    );
    await sql`
      insert into unread (organisation_id, staff_member_id, thread_id, from_number)
      values (${ctx.organisationId}, ${reader.id}, ${thread.id}, ${number})
      on conflict (staff_member_id, thread_id, organisation_id) do update set from_number = excluded.from_number`.execute(
      kysely,
    );
  });
}

function readerOf({ actor }: Context): Reader {
  if (actor.kind === "staff" || actor.kind === "customer") return { kind: actor.kind, id: actor.id };
  throw new PackpostError("forbidden", "Only people read.");
}
