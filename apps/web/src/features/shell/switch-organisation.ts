"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { findStaff } from "#web/server/auth/find-staff.ts";
import { organisationCookie } from "#web/server/staff/chosen-organisation.ts";

/** Whoever works for several organisations goes over to another of them. */
export async function switchOrganisation(organisationId: string): Promise<void> {
  const staff = await findStaff(await headers());
  if (staff?.elsewhere.some((other) => other.organisationId === organisationId))
    (await cookies()).set(organisationCookie(organisationId));
  redirect("/");
}
