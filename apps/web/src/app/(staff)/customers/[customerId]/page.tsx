import { can } from "@packpost/core/access/permissions";
import { customerIdSchema } from "@packpost/core/customer/page/get-customer";
import type { Metadata } from "next";
import { Overview } from "#web/features/customers/page/overview.tsx";
import { transactionsInput } from "#web/features/customers/page/transactions-input.ts";
import { readCustomer } from "#web/server/read-customer.ts";
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
  const old = customerIdSchema.safeParse({ customerId: (await searchParams).merged });
  const led = old.success ? await client.fetchQuery(trpc.customer.kept.queryOptions(old.data)) : null;
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
      <Overview customerId={id} role={role} merged={led?.customerId === id ? led : null} />
    </Hydrate>
  );
}
