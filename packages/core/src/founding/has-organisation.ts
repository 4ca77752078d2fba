import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ there: z.boolean() });

/** Whether an organisation has been founded on this installation; asked by anybody, before there is one (O1). */
export async function hasOrganisation(orm: Orm): Promise<boolean> {
  const { rows } = await sql`select exists (select from list_organisation_ids()) as there`.execute(
    orm.em.fork().getKysely(),
  );
  return rowSchema.parse(rows[0]).there;
}
