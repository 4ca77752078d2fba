import "server-only";

import { type CustomerPage, customerIdSchema } from "@packpost/core/customer/page/get-customer";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { trpc } from "#web/trpc/server.tsx";
import { publicErrorOf } from "./errors.ts";

/**
 * For pages: a customer, or the not-found page, also outside the staff member's scope; read once for title and page. The page of a
 * record that was merged leads to the one that was kept, which says so.
 */
export const readCustomer = cache(async (customerId: string): Promise<CustomerPage> => {
  const input = customerIdSchema.safeParse({ customerId });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(trpc.customer.get.queryOptions(input.data));
  } catch (error) {
    if (publicErrorOf(error).code !== "not_found") throw error;
  }
  const kept = await getPageQueryClient().fetchQuery(trpc.customer.kept.queryOptions(input.data));
  if (kept !== null) redirect(`/customers/${kept.customerId}?merged=${input.data.customerId}`);
  notFound();
});
