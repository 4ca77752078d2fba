import "server-only";

import type { KeptRecord } from "@packpost/core/customer/merge/read-kept";
import { type CustomerPage, customerIdSchema } from "@packpost/core/customer/page/get-customer";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { trpc } from "#web/trpc/server.tsx";
import { publicErrorOf } from "./errors.ts";
import { pathOfKept } from "./path-of-kept.ts";

/**
 * For pages: a customer, or the not-found page, also outside the staff member's scope; read once for title and page. The page of a
 * record that was merged leads to the same part of the one that was kept, which says so.
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
  if (kept === null) notFound();
  redirect(pathOfKept((await headers()).get("x-path") ?? "", input.data.customerId, kept.customerId));
});

/**
 * For pages: the record whose old page led to this customer's, named in the address; null = none did (P11).
 * @param query of the page
 */
export async function readLedFrom(
  customerId: string,
  query: Promise<Record<string, string | string[] | undefined>>,
): Promise<KeptRecord | null> {
  const old = customerIdSchema.safeParse({ customerId: (await query).merged });
  if (!old.success) return null;
  const led = await getPageQueryClient().fetchQuery(trpc.customer.kept.queryOptions(old.data));
  return led?.customerId === customerId ? led : null;
}
