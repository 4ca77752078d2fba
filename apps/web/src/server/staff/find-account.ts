import type { SignedIn } from "@packpost/core/staff/invitation/join-signed-in";
import { getAuth } from "#web/server/auth/auth.ts";

/** Whoever is signed in, whether they work anywhere or not: an invitation asks that. */
export async function findAccount(headers: Headers): Promise<SignedIn | null> {
  const session = await getAuth().api.getSession({ headers });
  if (session === null) return null;
  const { id: userId, email, name } = session.user;
  return { userId, email, name };
}
