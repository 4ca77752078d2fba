import { can } from "@packpost/core/access/permissions";
import type { Metadata } from "next";
import { CustomerList } from "#web/features/customers/list/customer-list.tsx";
import { filterOf, listInputOf } from "#web/features/customers/list/list-input.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Customers" };

interface CustomersPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The list of customers; its first rows are in the first paint. Basic staff: the families of their day (V6). */
export default async function CustomersPage({ searchParams }: CustomersPageProps) {
  const { role } = await requireStaff("conversation.own_schedule");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const input = listInputOf({
    ...{ q: one("q"), email: one("email"), text: one("text") },
    ...{ pass: one("pass"), silent: one("silent"), sort: one("sort") },
  });
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchInfiniteQuery(
      trpc.customer.list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
    ),
    ...(can(role, "customer.read")
      ? [
          client.prefetchQuery(trpc.customer.passes.queryOptions()),
          client.prefetchQuery(trpc.customer.silent.queryOptions()),
          ...(input.search === ""
            ? [client.prefetchQuery(trpc.customer.count.queryOptions(filterOf(input)))]
            : []),
        ]
      : []),
  ]);
  return (
    <Hydrate>
      <CustomerList role={role} />
    </Hydrate>
  );
}
