import type { Metadata } from "next";
import { SettingsOverview } from "#web/features/settings/frame/settings-overview.tsx";
import { requireStaff } from "#web/server/require-staff.ts";

export const metadata: Metadata = { title: "Settings" };

/** The list of the settings. */
export default async function SettingsRoute() {
  const staff = await requireStaff("settings.manage");
  return <SettingsOverview role={staff.role} />;
}
