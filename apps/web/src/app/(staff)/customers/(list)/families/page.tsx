import type { Metadata } from "next";
import { familiesInputOf } from "#web/features/customers/reach/families-input.ts";
import { FamiliesPage } from "#web/features/customers/reach/families-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Families · Customers" };

interface FamiliesRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who of each family can be reached how (P11); its first rows are in the first paint. */
export default async function FamiliesRoute({ searchParams }: FamiliesRouteProps) {
  const { role } = await requireStaff("customer.read");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  await getPageQueryClient().prefetchInfiniteQuery(
    trpc.customer.families.infiniteQueryOptions(familiesInputOf({ q: one("q"), without: one("without") }), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <Hydrate>
      <FamiliesPage role={role} />
    </Hydrate>
  );
}
