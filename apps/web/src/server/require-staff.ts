import { can, type Permission } from "@packpost/core/access/permissions";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { Staff } from "./auth/find-staff.ts";
import { getPageContext } from "./page-context.ts";
import { takePagePlace } from "./page-places.ts";

/**
 * For pages: who is signed in. Nobody → the sign-in page, which leads back here; a role that may not → the forbidden page; who must
 * add a second factor → their account; and each person has so many pages at once. A courtesy to people, not the boundary: every procedure checks again.
 *
 * @param permission what the page is for
 */
export async function requireStaff(permission: Permission): Promise<Staff> {
  const context = await getPageContext();
  const staff = await context.findStaff();
  if (staff === undefined) {
    const path = (await headers()).get("x-path") ?? "/";
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (!can(staff.role, permission)) forbidden();
  if (staff.mustAddFactor && !permission.startsWith("account.")) redirect("/account");
  await takePagePlace("team", staff.organisationId, staff.staffMemberId);
  return staff;
}
