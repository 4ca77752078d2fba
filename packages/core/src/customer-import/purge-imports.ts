import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { StorageContext } from "../context.ts";
import { partName } from "./file/part-name.ts";
import { forgetRows } from "./keep-rows.ts";

/** So long after its last change an import keeps its file and its rows: they are people's data. */
const KEPT_DAYS = 30;
/** A file that was put away is not wanted any more. */
const DISCARDED_HOURS = 1;

/**
 * Deletes the files and rows of imports that are long done, and files that are not wanted any more since somebody of them was erased (P11);
 * who imported what, when and with which counts stays.
 * @returns how many files are gone
 */
export async function purgeImports({ ctx }: { ctx: StorageContext }): Promise<number> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ id: string; file_key: string; parts: number; whole: boolean }>`
      select id, file_key, parts, touched_at < app_now() - make_interval(days => ${KEPT_DAYS}) or state = 'discarded' as whole from customer_import
      where organisation_id = ${ctx.organisationId} and created_at > '-infinity' and file_key is not null
        and (state not in ('looking', 'running', 'undoing') and touched_at < app_now() - make_interval(days => ${KEPT_DAYS})
          or file_until > '-infinity' and file_until <= app_now()
          or state = 'discarded' and touched_at < app_now() - make_interval(hours => ${DISCARDED_HOURS}))
      limit 100`.execute(em.getKysely()),
  );
  for (const { id, file_key, parts, whole } of rows) {
    // The file first: a row without it would leave a file that nobody can name.
    for (let part = 0; part < parts; part += 1) await ctx.storage.remove(partName(file_key, part));
    if (!whole) {
      await rememberGone(ctx, id);
      continue;
    }
    await forgetRows(ctx, id);
    await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
      sql`
        update customer_import set file_key = null, found = jsonb_set(found, '{rows}', '[]'),
          state = case when state in ('draft', 'looked') then 'discarded' else state end
        where organisation_id = ${ctx.organisationId} and id = ${id}`.execute(em.getKysely()),
    );
  }
  return rows.length;
}

/** What became of the rows of a file that goes early stays its time, without who was erased: it can still be undone. */
async function rememberGone(ctx: StorageContext, importId: string): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`update customer_import set file_until = '-infinity' where organisation_id = ${ctx.organisationId} and id = ${importId}`.execute(
      em.getKysely(),
    ),
  );
}
