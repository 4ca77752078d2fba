import "@mantine/notifications/styles.layer.css";

import type { ReactNode } from "react";
import { env } from "#web/env.ts";
import { Shell } from "#web/features/shell/shell.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { StaffProviders } from "./staff-providers.tsx";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("account.read");
  const outboxUrl = env.SANDBOX_URL === undefined ? undefined : new URL("/outbox", env.SANDBOX_URL).href;
  return (
    <StaffProviders zone={staff.zone}>
      <Shell staff={staff} outboxUrl={outboxUrl}>
        {children}
      </Shell>
    </StaffProviders>
  );
}
