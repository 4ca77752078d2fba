import type { Metadata } from "next";
import { CommunicationsPage } from "#web/features/customers/communications/communications-page.tsx";
import { readCustomer } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CommunicationsRouteProps {
  params: Promise<{ customerId: string }>;
}

export async function generateMetadata({ params }: CommunicationsRouteProps): Promise<Metadata> {
  await requireStaff("customer.read");
  const { name } = await readCustomer((await params).customerId);
  return { title: `Communications of ${name} · Customers` };
}

/** What a customer asked to be sent (P6). */
export default async function CommunicationsRoute({ params }: CommunicationsRouteProps) {
  await requireStaff("customer.read");
  const { id } = await readCustomer((await params).customerId);
  await getPageQueryClient().prefetchQuery(trpc.customer.communications.queryOptions({ customerId: id }));
  return (
    <Hydrate>
      <CommunicationsPage customerId={id} />
    </Hydrate>
  );
}
