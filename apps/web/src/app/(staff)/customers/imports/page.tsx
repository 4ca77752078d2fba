import type { Metadata } from "next";
import { ImportsPage } from "#web/features/customer-import/imports-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Imports · Customers" };

/** Where a file is dropped, and what was imported by whom (P9). */
export default async function ImportsRoute() {
  await requireStaff("customer.import");
  await getPageQueryClient().prefetchInfiniteQuery(
    trpc.customerImport.list.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <Hydrate>
      <ImportsPage />
    </Hydrate>
  );
}
