import { can } from "@packpost/core/access/permissions";
import type { Metadata } from "next";
import { MergedLine } from "#web/features/customers/page/merged-line.tsx";
import { Overview } from "#web/features/customers/page/overview.tsx";
import { transactionsInput } from "#web/features/customers/page/transactions-input.ts";
import { readCustomer, readLedFrom } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CustomerRouteProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: CustomerRouteProps): Promise<Metadata> {
  await requireStaff("conversation.own_schedule");
  const { name } = await readCustomer((await params).customerId);
  return { title: `${name} · Customers` };
}

/** One customer: for basic staff on the day of a visit (V6). */
export default async function CustomerRoute({ params, searchParams }: CustomerRouteProps) {
  const { role } = await requireStaff("conversation.own_schedule");
  const { id } = await readCustomer((await params).customerId);
  const client = getPageQueryClient();
  const merged = await readLedFrom(id, searchParams);
  await Promise.all([
    client.prefetchQuery(trpc.customer.familyReach.queryOptions({ customerId: id })),
    ...(can(role, "customer.read")
      ? [
          client.prefetchQuery(trpc.customer.file.queryOptions({ customerId: id })),
          client.prefetchInfiniteQuery(
            trpc.customer.transactions.infiniteQueryOptions(transactionsInput(id), {
              getNextPageParam: (page) => page.nextCursor,
            }),
          ),
        ]
      : []),
  ]);
  return (
    <Hydrate>
      <MergedLine merged={merged} />
      <Overview customerId={id} role={role} />
    </Hydrate>
  );
}
