"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getAuth } from "#web/server/auth/auth.ts";

/** Ends the session of whoever is signed in here and shows the invitation again. */
export async function signOutAndContinue(link: string): Promise<void> {
  await getAuth().api.signOut({ headers: await headers() });
  redirect(`/invitation/${encodeURIComponent(String(link))}`);
}
