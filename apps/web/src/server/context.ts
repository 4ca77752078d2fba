import type { OrganisationId } from "@packpost/db/organisation-id";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { env } from "#web/env.ts";
import { findStaff, type Staff } from "./auth/find-staff.ts";
import { getOrm } from "./database.ts";
import { allowedOrigins, isOwnOrigin } from "./http/origins.ts";

/** What every procedure starts from. Who is asking is looked up once, when first needed. */
export interface Context {
  requestId: string;
  fromOwnOrigin: boolean;
  findStaff: () => Promise<Staff | undefined>;
  /** One transaction that sees this organisation alone. */
  inOrganisation: <T>(organisationId: OrganisationId, work: (em: EntityManager) => Promise<T>) => Promise<T>;
}

/**
 * Builds the context of a request.
 *
 * @param headers the request's headers
 * @param requestId id of the request in response and log
 */
export function createContext(headers: Headers, requestId: string): Context {
  let staff: Promise<Staff | undefined> | undefined;
  return {
    requestId,
    fromOwnOrigin: isOwnOrigin(headers, allowedOrigins(env.APP_URL)),
    findStaff: () => {
      staff ??= findStaff(headers);
      return staff;
    },
    inOrganisation: async (organisationId, work) => inOrganisation(await getOrm(), organisationId, work),
  };
}
