"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getAuth } from "#web/server/auth/auth.ts";

/** Ends the session in the database and in the browser. */
export async function signOut(): Promise<void> {
  await getAuth().api.signOut({ headers: await headers() });
  redirect("/sign-in?bye=1");
}
