import type { ReactNode } from "react";
import { Shell } from "#web/features/shell/shell.tsx";
import { findOutboxUrl } from "#web/server/find-outbox-url.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { trpc } from "#web/trpc/server.tsx";
import { StaffProviders } from "./staff-providers.tsx";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("account.read");
  const sending = await getPageQueryClient().fetchQuery(trpc.account.sending.queryOptions());
  const { staffMemberId, organisationId, zone } = staff;
  return (
    <StaffProviders staff={{ staffMemberId, organisationId, zone }}>
      <Shell staff={staff} outboxUrl={findOutboxUrl()} sending={sending}>
        {children}
      </Shell>
    </StaffProviders>
  );
}
