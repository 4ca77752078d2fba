import type { Metadata } from "next";
import { suppressionsInputOf } from "#web/features/suppressions/suppressions-input.ts";
import { SuppressionsPage } from "#web/features/suppressions/suppressions-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Blocked addresses · Settings" };

interface SuppressionsRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who gets no campaign; the first rows are in the first paint. */
export default async function SuppressionsRoute({ searchParams }: SuppressionsRouteProps) {
  await requireStaff("settings.manage");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchInfiniteQuery(
      trpc.suppression.list.infiniteQueryOptions(suppressionsInputOf(one("reason"), one("q")), {
        getNextPageParam: (page) => page.nextCursor,
      }),
    ),
    client.prefetchQuery(trpc.suppression.sync.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SuppressionsPage />
    </Hydrate>
  );
}
