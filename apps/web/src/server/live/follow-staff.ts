import { can, isRole, type Permission } from "@packpost/core/access/permissions";
import { PackpostError } from "@packpost/core/errors";
import { z } from "zod";
import type { Staff } from "#web/server/auth/find-staff.ts";
import { getAuthPool } from "#web/server/database.ts";
import { singleton } from "#web/server/singleton.ts";
import { AccessWatch, type FollowedAccess } from "./access-watch.ts";

interface FollowedStaff extends Pick<Staff, "sessionId" | "staffMemberId"> {
  /** What listening takes: all of them. */
  readonly permissions: readonly Permission[];
  /** Whoever has another one by now begins anew with it; left out = the permissions alone count. */
  readonly role?: Staff["role"];
}

const rowSchema = z.object({
  session_id: z.string(),
  staff_member_id: z.string(),
  role: z.string().refine(isRole),
});

/** Follows the rights of a staff member: their session, their membership, and what their role allows. */
export function followStaff(staff: FollowedStaff): FollowedAccess {
  return singleton("staff-access", () => new AccessWatch(readRefusals)).follow(staff);
}

async function readRefusals(
  followed: readonly FollowedStaff[],
): Promise<readonly (PackpostError | undefined)[]> {
  const { rows } = await getAuthPool().query(
    `select session.id as session_id, member.staff_member_id, member.role
     from auth_session session cross join lateral memberships_of_user(session."userId") member
     where session.id = any($1::uuid[]) and session."expiresAt" > now()`,
    [[...new Set(followed.map(({ sessionId }) => sessionId))]],
  );
  const roles = new Map(
    rows
      .map((row) => rowSchema.parse(row))
      .map(({ session_id, staff_member_id, role }) => [`${session_id}/${staff_member_id}`, role]),
  );
  return followed.map(({ sessionId, staffMemberId, permissions, role }) => {
    const now = roles.get(`${sessionId}/${staffMemberId}`);
    if (now === undefined) return signedOut();
    if (!permissions.every((permission) => can(now, permission))) return notAllowed();
    return role === undefined || role === now ? undefined : roleChanged();
  });
}

function signedOut(): PackpostError {
  return new PackpostError("unauthenticated", "You are signed out.", { nextStep: "Sign in and try again." });
}

function notAllowed(): PackpostError {
  return new PackpostError("forbidden", "Your role does not allow this any more.", {
    nextStep: "Ask an owner or admin of your organisation.",
  });
}

/** "Unavailable" makes the page connect again, and then by its new role. */
function roleChanged(): PackpostError {
  return new PackpostError("unavailable", "Your role has changed: the live connection is renewed.");
}
