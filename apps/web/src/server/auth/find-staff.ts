import type { FreshProof } from "@packpost/core/access/actor";
import { isRole, type Role, rolesThatNeedFactor } from "@packpost/core/access/permissions";
import { PROOF_MINUTES } from "@packpost/core/access/require-fresh-proof";
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
  /** What this session has proved within the last minutes, see `core/access/require-fresh-proof`. */
  proof: FreshProof;
  /** Their organisation wants a second factor of them and they have none: until then their own account is all they reach. */
  mustAddFactor: boolean;
}

const membershipRow = z.object({
  organisation_id: z.uuid(),
  staff_member_id: z.uuid(),
  role: z.string().refine(isRole),
  name: z.string(),
  organisation_name: z.string(),
  zone: z.string(),
  proof: z.enum(["none", "password", "factor"]),
  must_add_factor: z.boolean(),
});

/**
 * Memberships come from a SECURITY DEFINER function, the only read of them without an organisation set. Where there is no second
 * factor, the password proves all that can be proved. A factor is wanted of whoever has signed in since it was asked for, and of
 * everybody 14 days later: a session that is used daily never ends by itself. By keys.
 */
const findMembership = `
  with seen as (
    update auth_session set "seenAt" = now() where id = $2 and coalesce("seenAt", '-infinity') < now() - interval '5 minutes'
  ), account as (
    select session."createdAt" as began, session."provenAt" as proven, session."factorProvenAt" as factor_proven,
      exists (select from passkey where user_id = $1)
        or exists (select from authenticator where user_id = $1 and confirmed_at is not null) as has_factor
    from auth_session session where session.id = $2
  )
  select member.organisation_id, member.staff_member_id, member.role, member.name, member.organisation_name, member.zone,
    case
      when account.factor_proven > now() - $3::interval then 'factor'
      when account.proven > now() - $3::interval then case when account.has_factor then 'password' else 'factor' end
      else 'none'
    end as proof,
    not account.has_factor and member.role = any($4) and coalesce(
      account.began >= member.second_factor_required_since
        or member.second_factor_required_since < now() - interval '14 days', false) as must_add_factor
  from memberships_of_user($1) member cross join account`;

/**
 * Who is asking: session cookie → user → membership, read anew on every request so that offboarding works at once (O1).
 *
 * @param headers the request's headers
 * @returns nobody when there is no valid session, or the user belongs to no organisation any more
 */
export async function findStaff(headers: Headers): Promise<Staff | undefined> {
  const session = await getAuth().api.getSession({ headers });
  if (session === null) return undefined;
  const found = await getAuthPool().query(findMembership, [
    session.user.id,
    session.session.id,
    `${PROOF_MINUTES} minutes`,
    rolesThatNeedFactor,
  ]);
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
    proof: membership.proof,
    mustAddFactor: membership.must_add_factor,
  };
}
