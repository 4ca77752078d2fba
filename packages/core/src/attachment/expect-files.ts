import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { cleanFileName } from "../picture/picture-key.ts";

/**
 * What came with an entry stands at it at once, in the running transaction, and is fetched after the commit (T23).
 * @param files at which place of the text or mail each stood; `folded`: it is shown with what the mail quotes
 */
export async function expectFiles(
  em: EntityManager,
  ctx: Context,
  entryId: string,
  files: readonly { readonly place: number; readonly name: string; readonly folded?: boolean }[],
): Promise<void> {
  if (files.length === 0) return;
  const places = files.map(({ place }) => place);
  const names = files.map(({ name }) => cleanFileName(name));
  const folded = files.map((file) => file.folded ?? false);
  await sql`
    insert into attachment (organisation_id, id, thread_id, entry_id, place, state, file_name, folded)
    select entry.organisation_id, uuidv7(), entry.thread_id, entry.id, file.place, 'coming', file.name, file.folded
    from entry, unnest(${places}::int[], ${names}::text[], ${folded}::boolean[]) file (place, name, folded)
    where entry.organisation_id = ${ctx.organisationId} and entry.id = ${entryId}`.execute(em.getKysely());
  ctx.workflows.startIncomingFiles(entryId);
}
