import type { Metadata } from "next";
import { auditInputOf } from "#web/features/audit/audit-input.ts";
import { AuditPage } from "#web/features/audit/audit-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Audit · Settings" };

interface AuditRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who did what, and when; the first rows are in the first paint. */
export default async function AuditRoute({ searchParams }: AuditRouteProps) {
  await requireStaff("audit.read");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const url = { by: one("by"), what: one("what"), id: one("id"), from: one("from"), to: one("to") };
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchInfiniteQuery(
      trpc.audit.list.infiniteQueryOptions(auditInputOf(url), {
        getNextPageParam: (page) => page.nextCursor,
      }),
    ),
    client.prefetchQuery(trpc.audit.doers.queryOptions()),
  ]);
  return (
    <Hydrate>
      <AuditPage />
    </Hydrate>
  );
}
