import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * The thread of a number or mailbox that nobody knows (V8), made when it is first needed, also by twenty at once (T5); where it was joined to a
 * family's, that one.
 * @param stranger the number (E.164, or a short code), or the mailbox
 * @returns `joinedAs`: the customer it was joined as
 */
export async function openStrangerThread(
  ctx: Context,
  stranger: string,
): Promise<{ threadId: string; joinedAs: string | null }> {
  const name = stranger.toLowerCase();
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await sql`
      insert into thread (organisation_id, stranger) values (${ctx.organisationId}, ${name}) on conflict (stranger, organisation_id) do nothing`.execute(
      kysely,
    );
    const { rows } = await sql<{ id: string; joined_as: string | null }>`
      select coalesce(joined_into, id) as id, joined_as from thread where organisation_id = ${ctx.organisationId} and stranger = ${name}`.execute(
      kysely,
    );
    return { threadId: rows[0]?.id ?? "", joinedAs: rows[0]?.joined_as ?? null };
  });
}
