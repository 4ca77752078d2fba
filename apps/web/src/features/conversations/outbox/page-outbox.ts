"use client";

import type { ThreadView } from "@packpost/core/conversation/read-entries";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { createTRPCClient } from "@trpc/client";
import { useMemo } from "react";
import { openPageOutbox } from "#web/components/thread/open-page-outbox.ts";
import type { PostOutcome } from "#web/components/thread/outbox-item.ts";
import { useOutboxEntries, useUnsent } from "#web/components/thread/use-outbox.ts";
import type { AppRouter } from "#web/server/router.ts";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { statusOf } from "#web/trpc/status-of.ts";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import { threadInputOf } from "../thread/thread-input.ts";
import { readStaffItem, type StaffItem, type StaffOutbox } from "./outbox-item.ts";
import { outboxPrefix } from "./outbox-prefix.ts";

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

let opened: { readonly staffMemberId: string; readonly outbox: StaffOutbox } | undefined;

/** The page's outbox of whoever is signed in: it goes on sending while one is on other screens. */
function outboxOf(
  staffMemberId: string,
  client: Client,
  { onPosted, onRefused }: Record<"onPosted" | "onRefused", (threadId: string) => void>,
): StaffOutbox {
  if (opened?.staffMemberId === staffMemberId) return opened.outbox;
  const outbox = openPageOutbox<StaffItem>({
    prefix: outboxPrefix(staffMemberId),
    read: readStaffItem,
    post: async (item, signal) => {
      const said = await post(client, item, signal);
      if (said.outcome === "refused") onRefused(item.threadId);
      return said;
    },
    whenReachable,
    meant: (item) => ({ ...item, seenNumber: null }),
    onPosted,
  });
  opened = { staffMemberId, outbox };
  return outbox;
}

async function post(client: Client, item: StaffItem, signal: AbortSignal): Promise<PostOutcome> {
  const { threadId, entryId, body, draftVersion, mentions, seenNumber } = item;
  const written = { threadId, entryId, body, draftVersion };
  try {
    if (item.kind === "note") {
      await client.conversation.addNote.mutate({ ...written, mentions: [...mentions] }, { signal });
      return { outcome: "posted" };
    }
    const attachmentIds = item.pictures?.map(({ id }) => id) ?? [];
    const reply = { ...written, text: item.text, seenNumber, attachmentIds };
    return await client.conversation.post.mutate(reply, { signal });
  } catch (error) {
    return isAnswered(error) ? { outcome: "refused", error } : { outcome: "no_answer" };
  }
}

/** The server has decided, and would decide the same again. */
function isAnswered(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status !== 401 && status !== 429;
}

/**
 * Opens the page's outbox of somebody: of what they have written and is not confirmed yet.
 * @param staffMemberId who is signed in
 */
function useOpenOutbox(staffMemberId: string): () => StaffOutbox {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient: QueryClient = useQueryClient();
  return () =>
    outboxOf(staffMemberId, client, {
      onPosted: (threadId) => {
        void queryClient.invalidateQueries({
          queryKey: trpc.conversation.read.queryKey(threadInputOf(threadId)),
        });
        void queryClient.invalidateQueries(trpc.conversation.list.infiniteQueryFilter());
      },
      // Its way may be closed by now: the composer is not to offer it again.
      onRefused: (threadId) =>
        void queryClient.invalidateQueries(trpc.conversation.textRoutes.queryFilter({ threadId })),
    });
}

/** Everything of somebody's, in every thread. */
export function usePageOutbox(staffMemberId: string) {
  return { entries: useOutboxEntries(useOpenOutbox(staffMemberId)) };
}

/**
 * Of one thread: in the order in which it was written, without what the thread itself shows by now; other words under the same id, which
 * were scheduled and have gone out (V15), are not it.
 */
export function useThreadOutbox(
  staffMemberId: string,
  {
    id: threadId,
    entries,
  }: { id: string; entries: readonly Pick<ThreadView["entries"][number], "id" | "body">[] },
) {
  const outbox = useOpenOutbox(staffMemberId);
  const isShown = useMemo(() => {
    const bodies = new Map(entries.map(({ id, body }) => [id, body]));
    return ({ entryId, body }: StaffItem) => bodies.get(entryId) === body;
  }, [entries]);
  return { unsent: useUnsent(outbox, threadId, isShown), outbox };
}
