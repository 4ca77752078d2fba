import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

/** Every organisation of the installation, for schedules that walk them one by one. A named look-up of a narrow role. */
export async function listOrganisationIds(orm: Orm): Promise<string[]> {
  const { rows } = await sql`select id from list_organisation_ids() id`.execute(orm.em.fork().getKysely());
  return rows.map((row) => z.object({ id: z.string() }).parse(row).id);
}
