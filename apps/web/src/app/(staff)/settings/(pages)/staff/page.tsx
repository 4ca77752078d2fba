import type { Metadata } from "next";
import { StaffPage } from "#web/features/settings/staff/staff-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Staff · Settings" };

/** Who works here; the list is in the first paint. */
export default async function StaffRoute() {
  const { staffMemberId, role } = await requireStaff("staff.manage");
  await getPageQueryClient().prefetchQuery(trpc.staff.list.queryOptions());
  return (
    <Hydrate>
      <StaffPage viewer={{ staffMemberId, role }} />
    </Hydrate>
  );
}
