import { isRole, type Role } from "@packpost/core/access/permissions";
import { shownAddress } from "@packpost/core/address/shown-address";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { z } from "zod";
import { getAuthPool } from "#web/server/database.ts";
import { getAuth } from "./auth.ts";

/** The signed-in staff member, in one organisation. */
export interface Staff {
  userId: string;
  sessionId: string;
  staffMemberId: string;
  role: Role;
  name: string;
  email: string;
  organisationId: OrganisationId;
  organisationName: string;
  /** IANA zone of the organisation, e.g. "America/New_York". */
  zone: string;
}

const membershipRow = z.object({
  organisation_id: z.uuid(),
  staff_member_id: z.uuid(),
  role: z.string().refine(isRole),
  name: z.string(),
  organisation_name: z.string(),
  zone: z.string(),
});

/**
 * Who is asking: session cookie → user → membership, read anew on every request so that offboarding works at once (O1).
 *
 * @param headers the request's headers
 * @returns nobody when there is no valid session, or the user belongs to no organisation any more
 */
export async function findStaff(headers: Headers): Promise<Staff | undefined> {
  const session = await getAuth().api.getSession({ headers });
  if (session === null) return undefined;
  // SECURITY DEFINER function: the only read of memberships without an organisation set.
  const found = await getAuthPool().query("select * from memberships_of_user($1)", [session.user.id]);
  const first: unknown = found.rows[0];
  if (first === undefined) return undefined;
  const membership = membershipRow.parse(first);
  return {
    userId: session.user.id,
    sessionId: session.session.id,
    staffMemberId: membership.staff_member_id,
    role: membership.role,
    name: membership.name,
    email: shownAddress(session.user.email),
    organisationId: organisationIdFrom(membership.organisation_id),
    organisationName: membership.organisation_name,
    zone: membership.zone,
  };
}
