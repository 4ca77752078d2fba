import type { ReactNode } from "react";
import { SettingsFrame } from "#web/features/settings/frame/settings-frame.tsx";
import { requireStaff } from "#web/server/require-staff.ts";

/** Each page asks for its own permission; who may none of them sees that page's answer alone. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("account.read");
  return <SettingsFrame role={staff.role}>{children}</SettingsFrame>;
}
