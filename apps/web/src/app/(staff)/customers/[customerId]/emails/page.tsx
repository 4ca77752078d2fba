import type { Metadata } from "next";
import { clicksInputOf, mailsInputOf, placeIn } from "#web/features/customers/emails/emails-input.ts";
import { EmailsPage } from "#web/features/customers/emails/emails-page.tsx";
import { MergedLine } from "#web/features/customers/page/merged-line.tsx";
import { readCustomer, readLedFrom } from "#web/server/read-customer.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface EmailsRouteProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: EmailsRouteProps): Promise<Metadata> {
  await requireStaff("customer.read");
  const { name } = await readCustomer((await params).customerId);
  return { title: `Emails of ${name} · Customers` };
}

/** What was sent to a customer and came from them (P2–P5); the first rows are in the first paint. */
export default async function EmailsRoute({ params, searchParams }: EmailsRouteProps) {
  await requireStaff("customer.read");
  const { id } = await readCustomer((await params).customerId);
  const merged = await readLedFrom(id, searchParams);
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const { view, mail } = placeIn({ view: one("view"), mail: one("mail") });
  const client = getPageQueryClient();
  const next = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };
  await Promise.all([
    client.prefetchQuery(trpc.customer.sendings.queryOptions({ customerId: id })),
    client.prefetchQuery(trpc.customer.mailCounts.queryOptions({ customerId: id })),
    view === "notes"
      ? client.prefetchInfiniteQuery(trpc.customer.notes.infiniteQueryOptions(mailsInputOf(id), next))
      : client.prefetchInfiniteQuery(trpc.customer.mails.infiniteQueryOptions(mailsInputOf(id), next)),
    ...(view === "links" || mail !== null
      ? [
          client.prefetchInfiniteQuery(
            trpc.customer.clicks.infiniteQueryOptions(clicksInputOf(id, mail), next),
          ),
        ]
      : []),
  ]);
  return (
    <Hydrate>
      <MergedLine merged={merged} />
      <EmailsPage customerId={id} />
    </Hydrate>
  );
}
