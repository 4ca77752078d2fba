import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/**
 * Whether a file is being looked through, imported or taken back: it could bring somebody again who is just erased. No upsert of the
 * organisation goes on until the transaction ends.
 */
export async function isImporting(em: EntityManager, ctx: Context): Promise<boolean> {
  const kysely = em.getKysely();
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.upserts)}, hashtext(${ctx.organisationId}))`.execute(
    kysely,
  );
  const { rows } = await sql`
    select from customer_import where organisation_id = ${ctx.organisationId} and state in ('looking', 'running', 'undoing') limit 1`.execute(
    kysely,
  );
  return rows.length > 0;
}

/**
 * From now on no uploaded file is read any more, and the next tidying deletes all of them (within the hour): who was in one is not known,
 * since rows that change nothing are only counted. What was not imported yet has to be dropped again; what was can still be undone.
 */
export async function dropFiles(em: EntityManager, ctx: Context): Promise<void> {
  await sql`
    update customer_import set file_until = app_now(), found = jsonb_set(found, '{rows}', '[]'),
      state = case when state in ('draft', 'looked', 'failed') and finished_at is null then 'discarded' else state end
    where organisation_id = ${ctx.organisationId} and created_at > '-infinity' and file_key is not null and file_until is null`.execute(
    em.getKysely(),
  );
}
