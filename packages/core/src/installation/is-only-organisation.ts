import type { OrganisationId } from "@packpost/db/organisation-id";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ only: z.boolean() });

/** Whether an organisation has the installation for itself: only then do the environment's accounts serve it (O2). In the running transaction. */
export async function isOnlyOrganisation(
  em: EntityManager,
  organisationId: OrganisationId,
): Promise<boolean> {
  const { rows } = await sql`
    select array_agg(id) = array[${organisationId}::uuid] is true as only from list_organisation_ids() as id`.execute(
    em.getKysely(),
  );
  return rowSchema.parse(rows[0]).only;
}
