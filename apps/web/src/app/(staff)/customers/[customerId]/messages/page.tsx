import { can } from "@packpost/core/access/permissions";
import type { Metadata } from "next";
import { CustomerThread } from "#web/features/conversations/customer-thread.tsx";
import { MergedLine } from "#web/features/customers/page/merged-line.tsx";
import { readCustomer, readLedFrom } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { Hydrate } from "#web/trpc/server.tsx";

interface CustomerMessagesProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: CustomerMessagesProps): Promise<Metadata> {
  await requireStaff("conversation.own_schedule");
  const { name } = await readCustomer((await params).customerId);
  return { title: `${name} · Messages` };
}

/** A family's thread below its customer's page: for whoever visits them today and has no messages tab (V6). */
export default async function CustomerMessagesRoute({ params, searchParams }: CustomerMessagesProps) {
  const { staffMemberId, name, role } = await requireStaff("conversation.own_schedule");
  const customer = await readCustomer((await params).customerId);
  const merged = await readLedFrom(customer.id, searchParams);
  return (
    <Hydrate>
      <MergedLine merged={merged} />
      <CustomerThread
        customerId={customer.id}
        familyId={customer.family.id}
        me={{ id: staffMemberId, name, hasTab: can(role, "conversation.all") }}
      />
    </Hydrate>
  );
}
