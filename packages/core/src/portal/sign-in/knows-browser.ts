import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";

/** Whether somebody with this mailbox has been signed in in this browser: its tries are counted apart from strangers' (T48). */
export async function knowsBrowser({
  ctx: { orm, organisationId },
  input: { emailKey, browserHash },
}: {
  ctx: Pick<Context, "orm" | "organisationId">;
  input: { emailKey: string; browserHash: string };
}): Promise<boolean> {
  const { rows } = await inOrganisation(orm, organisationId, (em) =>
    sql`
      select from portal_session where organisation_id = ${organisationId} and browser_hash = ${browserHash} and email_key = ${emailKey} limit 1`.execute(
      em.getKysely(),
    ),
  );
  return rows.length > 0;
}
