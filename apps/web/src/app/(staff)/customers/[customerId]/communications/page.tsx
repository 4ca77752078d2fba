import type { Metadata } from "next";
import { CommunicationsPage } from "#web/features/customers/communications/communications-page.tsx";
import { MergedLine } from "#web/features/customers/page/merged-line.tsx";
import { readCustomer, readLedFrom } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CommunicationsRouteProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: CommunicationsRouteProps): Promise<Metadata> {
  await requireStaff("customer.read");
  const { name } = await readCustomer((await params).customerId);
  return { title: `Communications of ${name} · Customers` };
}

/** What a customer asked to be sent (P6). */
export default async function CommunicationsRoute({ params, searchParams }: CommunicationsRouteProps) {
  await requireStaff("customer.read");
  const { id } = await readCustomer((await params).customerId);
  const merged = await readLedFrom(id, searchParams);
  await getPageQueryClient().prefetchQuery(trpc.customer.communications.queryOptions({ customerId: id }));
  return (
    <Hydrate>
      <MergedLine merged={merged} />
      <CommunicationsPage customerId={id} />
    </Hydrate>
  );
}
