import type { Metadata } from "next";
import { WritePage } from "#web/features/customers/write/write-page.tsx";
import { readCustomer } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface WriteRouteProps {
  params: Promise<{ customerId: string }>;
}

export async function generateMetadata({ params }: WriteRouteProps): Promise<Metadata> {
  await requireStaff("customer.write_email");
  const { name } = await readCustomer((await params).customerId);
  return { title: `Email to ${name} · Customers` };
}

/** One email to one customer (P12). */
export default async function WriteRoute({ params }: WriteRouteProps) {
  const { staffMemberId } = await requireStaff("customer.write_email");
  const { id } = await readCustomer((await params).customerId);
  await getPageQueryClient().prefetchQuery(trpc.customer.email.get.queryOptions({ customerId: id }));
  return (
    <Hydrate>
      <WritePage customerId={id} staffMemberId={staffMemberId} />
    </Hydrate>
  );
}
