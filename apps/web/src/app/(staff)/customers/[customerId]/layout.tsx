import type { ReactNode } from "react";
import { PersonHead } from "#web/features/customers/page/person-head.tsx";
import { readCustomer } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { Hydrate } from "#web/trpc/server.tsx";

interface CustomerLayoutProps {
  params: Promise<{ customerId: string }>;
  children: ReactNode;
}

/** What stands above every part of a customer's page. */
export default async function CustomerLayout({ params, children }: CustomerLayoutProps) {
  const { role } = await requireStaff("conversation.own_schedule");
  const { id } = await readCustomer((await params).customerId);
  return (
    <>
      <Hydrate>
        <PersonHead customerId={id} role={role} />
      </Hydrate>
      {children}
    </>
  );
}
