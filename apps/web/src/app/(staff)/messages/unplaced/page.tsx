import type { Metadata } from "next";
import { UnplacedPage } from "#web/features/conversations/unplaced/unplaced-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Emails nobody could place · Messages" };

/** What came in and belongs nowhere by itself (T42). */
export default async function UnplacedRoute() {
  await requireStaff("conversation.all");
  await getPageQueryClient().prefetchQuery(trpc.conversation.unplacedMail.queryOptions());
  return (
    <Hydrate>
      <UnplacedPage />
    </Hydrate>
  );
}
