import { findPortal, type Portal } from "@packpost/core/organisation/find-portal";
import { findSession, type PortalSession } from "@packpost/core/portal/sign-in/find-session";
import { getOrm } from "#web/server/database.ts";
import { readSessionToken } from "./portal-cookies.ts";

/** Whose pages stand under an address; null = nobody's. */
export async function portalOf(slug: string): Promise<Portal | null> {
  return findPortal(await getOrm(), slug);
}

/**
 * Which customer is asking, by the cookie of these pages alone: a staff member's session is nothing here.
 * @param headers the request's
 */
export async function findCustomer(headers: Headers, portal: Portal): Promise<PortalSession | null> {
  const token = readSessionToken(headers, portal.slug);
  if (token === null) return null;
  const { organisationId } = portal;
  return findSession({ ctx: { orm: await getOrm(), organisationId }, input: { token } });
}
