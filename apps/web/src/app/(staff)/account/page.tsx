import type { Metadata } from "next";
import { AccountPage } from "#web/features/account/account-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "My account" };

/** How one's own account is opened. Whoever must add a second factor reaches nothing else. */
export default async function AccountRoute() {
  const { mustAddFactor } = await requireStaff("account.read");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.account.me.queryOptions()),
    client.prefetchQuery(trpc.account.factors.list.queryOptions()),
    client.prefetchQuery(trpc.account.sessions.queryOptions()),
  ]);
  return (
    <Hydrate>
      <AccountPage mustAddFactor={mustAddFactor} />
    </Hydrate>
  );
}
