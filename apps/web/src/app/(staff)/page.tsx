import { can } from "@packpost/core/access/permissions";
import { redirect } from "next/navigation";
import { requireStaff } from "#web/server/require-staff.ts";

/** The start page is the first screen of one's role. */
export default async function StartPage() {
  const staff = await requireStaff("account.read");
  if (can(staff.role, "campaign.read")) redirect("/campaigns");
  redirect("/schedule");
}
