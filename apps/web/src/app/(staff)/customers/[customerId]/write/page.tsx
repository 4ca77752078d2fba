import type { Metadata } from "next";
import { MergedLine } from "#web/features/customers/page/merged-line.tsx";
import { WritePage } from "#web/features/customers/write/write-page.tsx";
import { readCustomer, readLedFrom } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface WriteRouteProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: WriteRouteProps): Promise<Metadata> {
  await requireStaff("customer.write_email");
  const { name } = await readCustomer((await params).customerId);
  return { title: `Email to ${name} · Customers` };
}

/** One email to one customer (P12). */
export default async function WriteRoute({ params, searchParams }: WriteRouteProps) {
  const { staffMemberId } = await requireStaff("customer.write_email");
  const { id } = await readCustomer((await params).customerId);
  const merged = await readLedFrom(id, searchParams);
  await getPageQueryClient().prefetchQuery(trpc.customer.email.get.queryOptions({ customerId: id }));
  return (
    <Hydrate>
      <MergedLine merged={merged} />
      <WritePage customerId={id} staffMemberId={staffMemberId} />
    </Hydrate>
  );
}
