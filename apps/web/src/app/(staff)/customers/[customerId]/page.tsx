import { can } from "@packpost/core/access/permissions";
import { type CustomerPage as Customer, customerIdSchema } from "@packpost/core/customer/get-customer";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CustomerPage } from "#web/features/customer/customer-page.tsx";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CustomerRouteProps {
  params: Promise<{ customerId: string }>;
}

/** The customer, or the not-found page, also outside the staff member's scope; read once for title and page. */
const readCustomer = cache(async (customerId: string): Promise<Customer> => {
  const input = customerIdSchema.safeParse({ customerId });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(trpc.customer.get.queryOptions(input.data));
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: CustomerRouteProps): Promise<Metadata> {
  await requireStaff("conversation.own_schedule");
  const { name } = await readCustomer((await params).customerId);
  return { title: `${name} · Customers` };
}

/** One customer: for basic staff on the day of a visit (V6). */
export default async function CustomerRoute({ params }: CustomerRouteProps) {
  const { role } = await requireStaff("conversation.own_schedule");
  const { id } = await readCustomer((await params).customerId);
  return (
    <Hydrate>
      <CustomerPage customerId={id} hasTab={can(role, "conversation.all")} />
    </Hydrate>
  );
}
