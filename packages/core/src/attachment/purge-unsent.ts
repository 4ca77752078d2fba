import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { filesOf, type KeptFiles } from "../media/attachment-file.ts";

/** A draft keeps its pictures as long. */
const KEPT_DAYS = 7;
const BATCH = 50;
/** The rest comes an hour later. */
const MOST_BATCHES = 20;

/**
 * Deletes pictures that were uploaded for a message and not sent within a week, files first, so that none is left that nobody can name.
 * A row is held meanwhile: one that is being sent just now is skipped and kept; so is one of a message that is sent later (V15). Index: attachment_unsent_by_age.
 * @returns how many are gone
 */
export async function purgeUnsent({ ctx }: { ctx: WorkerContext }): Promise<number> {
  let purged = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const gone = await purgeBatch(ctx);
    purged += gone;
    if (gone < BATCH) break;
  }
  return purged;
}

async function purgeBatch(ctx: WorkerContext): Promise<number> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql<KeptFiles & { id: string }>`
      select id, key, extension, text_extension as "textExtension" from attachment
      where organisation_id = ${ctx.organisationId} and entry_id is null and created_at < app_now() - make_interval(days => ${KEPT_DAYS})
        and not exists (select from scheduled_message later where later.organisation_id = attachment.organisation_id and later.id = attachment.scheduled_message_id
          and (later.settled_at is null or later.settled_at > app_now() - interval '1 day'))
      order by created_at limit ${BATCH} for update skip locked`.execute(kysely);
    for (const row of rows) for (const file of filesOf(row)) await ctx.storage.remove(file);
    await sql`
      delete from attachment
      where organisation_id = ${ctx.organisationId} and id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(
      kysely,
    );
    return rows.length;
  });
}
