import "@mantine/notifications/styles.layer.css";

import type { ReactNode } from "react";
import { env } from "#web/env.ts";
import { Shell } from "#web/features/shell/shell.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { trpc } from "#web/trpc/server.tsx";
import { StaffProviders } from "./staff-providers.tsx";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("account.read");
  const outboxUrl = env.SANDBOX_URL === undefined ? undefined : new URL("/outbox", env.SANDBOX_URL).href;
  const sending = await getPageQueryClient().fetchQuery(trpc.account.sending.queryOptions());
  return (
    <StaffProviders zone={staff.zone}>
      <Shell staff={staff} outboxUrl={outboxUrl} sending={sending}>
        {children}
      </Shell>
    </StaffProviders>
  );
}
