import { can } from "@packpost/core/access/permissions";
import { threadIdSchema } from "@packpost/core/conversation/schemas";
import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { AlertsSide } from "#web/features/alerts/side/alerts-side.tsx";
import { listInputOf } from "#web/features/conversations/list/list-input.ts";
import { MessagesPage } from "#web/features/conversations/messages-page.tsx";
import { threadInputOf } from "#web/features/conversations/thread/thread-input.ts";
import { threadName } from "#web/features/conversations/thread-name.ts";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface MessagesRouteProps {
  params: Promise<{ threadId?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The thread that the address names, or the not-found page; null for the list alone. Read once for title and page. */
const readThread = cache(async (id: string) => {
  const input = threadIdSchema.safeParse({ threadId: id });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(
      trpc.conversation.read.queryOptions(threadInputOf(input.data.threadId.toLowerCase())),
    );
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
});

async function idIn({ params }: MessagesRouteProps): Promise<string | null> {
  const { threadId = [] } = await params;
  if (threadId.length > 1) notFound();
  return threadId[0] ?? null;
}

export async function generateMetadata(props: MessagesRouteProps): Promise<Metadata> {
  await requireStaff("conversation.all");
  const id = await idIn(props);
  return { title: id === null ? "Messages" : `${threadName(await readThread(id))} · Messages` };
}

/** The messages tab, with the first rows and the open thread in the first paint. */
export default async function MessagesRoute(props: MessagesRouteProps) {
  const staff = await requireStaff("conversation.all");
  const id = await idIn(props);
  const { filter, alerts, alert } = await props.searchParams;
  const input = listInputOf(typeof filter === "string" ? filter : null);
  const client = getPageQueryClient();
  const hasAlerts =
    can(staff.role, "alert.manage") && (await client.fetchQuery(trpc.alert.areOn.queryOptions()));
  // Who may not have them does not learn of them by an address either (A1).
  if (!hasAlerts && (alerts !== undefined || alert !== undefined)) forbidden();
  const list = trpc.conversation.list.infiniteQueryOptions(input, {
    getNextPageParam: (page) => page.nextCursor,
  });
  await Promise.all([
    client.prefetchInfiniteQuery(list),
    client.prefetchQuery(trpc.conversation.unread.queryOptions()),
    client.prefetchQuery(trpc.conversation.later.held.queryOptions()),
    client.prefetchQuery(trpc.conversation.unplacedCount.queryOptions()),
    id !== null && readThread(id),
    id !== null && client.prefetchQuery(trpc.conversation.textRoutes.queryOptions({ threadId: id })),
    id !== null && client.prefetchQuery(trpc.conversation.later.list.queryOptions({ threadId: id })),
    id !== null && client.prefetchQuery(trpc.conversation.panel.queryOptions({ threadId: id })),
  ]);
  return (
    <Hydrate>
      <MessagesPage
        me={{ id: staff.staffMemberId, name: staff.name, hasTab: true }}
        alerts={hasAlerts && <AlertsSide staffMemberId={staff.staffMemberId} />}
      />
    </Hydrate>
  );
}
