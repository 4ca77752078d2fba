import { Organisation } from "@packpost/db/entities/organisation.entity";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";

/** Whether an id from a path is an organisation's. Asked in its own unit of work, so it can tell of no other. */
export async function isOrganisation(orm: Orm, id: string): Promise<boolean> {
  try {
    const organisationId = organisationIdFrom(id);
    return (
      (await inOrganisation(orm, organisationId, (em) => em.count(Organisation, { id: organisationId }))) ===
      1
    );
  } catch (error) {
    if (error instanceof TypeError) return false; // not a uuid
    throw error;
  }
}
