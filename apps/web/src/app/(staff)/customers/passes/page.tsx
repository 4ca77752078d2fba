import type { Metadata } from "next";
import { PassesPage } from "#web/features/customers/passes/passes-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Passes · Customers" };

/** What customers can hold. */
export default async function PassesRoute() {
  const { role } = await requireStaff("customer.read");
  await getPageQueryClient().prefetchQuery(trpc.pass.list.queryOptions());
  return (
    <Hydrate>
      <PassesPage role={role} />
    </Hydrate>
  );
}
