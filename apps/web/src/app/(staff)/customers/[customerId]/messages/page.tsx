import { can } from "@packpost/core/access/permissions";
import { customerIdSchema } from "@packpost/core/customer/get-customer";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CustomerThread } from "#web/features/conversations/customer-thread.tsx";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CustomerMessagesProps {
  params: Promise<{ customerId: string }>;
}

/** The customer, or the not-found page, also outside the staff member's scope; read once for title and page. */
const readCustomer = cache(async (customerId: string) => {
  const input = customerIdSchema.safeParse({ customerId });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(trpc.customer.get.queryOptions(input.data));
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: CustomerMessagesProps): Promise<Metadata> {
  await requireStaff("conversation.own_schedule");
  const { name } = await readCustomer((await params).customerId);
  return { title: `${name} · Messages` };
}

/** A family's thread below its customer's page: for whoever visits them today and has no messages tab (V6). */
export default async function CustomerMessagesRoute({ params }: CustomerMessagesProps) {
  const { staffMemberId, name, role } = await requireStaff("conversation.own_schedule");
  const customer = await readCustomer((await params).customerId);
  return (
    <Hydrate>
      <CustomerThread
        customerId={customer.id}
        familyId={customer.family.id}
        me={{ id: staffMemberId, name, hasTab: can(role, "conversation.all") }}
      />
    </Hydrate>
  );
}
