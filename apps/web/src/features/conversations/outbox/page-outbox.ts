"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type createTRPCClient, TRPCClientError } from "@trpc/client";
import { useEffect, useSyncExternalStore } from "react";
import type { AppRouter } from "#web/server/router.ts";
import { useTRPC, useTRPCClient } from "#web/trpc/client.tsx";
import { whenReachable } from "#web/trpc/when-reachable.ts";
import { threadInputOf } from "../thread/thread-input.ts";
import { Outbox } from "./outbox.ts";
import type { OutboxEntry, OutboxItem, PostOutcome } from "./outbox-item.ts";
import { outboxPrefix } from "./outbox-prefix.ts";
import { openOutboxStore } from "./outbox-store.ts";

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

let opened: { readonly staffMemberId: string; readonly outbox: Outbox } | undefined;

/** The page's outbox of whoever is signed in: it goes on sending while one is on other screens. */
function outboxOf(staffMemberId: string, client: Client, onPosted: (threadId: string) => void): Outbox {
  if (opened?.staffMemberId === staffMemberId) return opened.outbox;
  const prefix = outboxPrefix(staffMemberId);
  const outbox = new Outbox({
    store: openOutboxStore(window.localStorage, staffMemberId),
    post: (item, signal) => post(client, item, signal),
    whenReachable,
    alone: (name, act) =>
      navigator.locks === undefined ? act() : navigator.locks.request(`${prefix}${name}`, act),
    now: Date.now,
    onPosted,
  });
  window.addEventListener("storage", ({ key }) => key?.startsWith(prefix) && outbox.takeOver());
  opened = { staffMemberId, outbox };
  return outbox;
}

async function post(client: Client, item: OutboxItem, signal: AbortSignal): Promise<PostOutcome> {
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
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  const status: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "httpStatus") : undefined;
  return typeof status === "number" && status !== 401 && status !== 429;
}

const nothing: readonly OutboxEntry[] = [];

/**
 * What somebody has written that is not confirmed yet, and what one can do about it.
 * @param staffMemberId who is signed in
 */
export function usePageOutbox(staffMemberId: string) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient: QueryClient = useQueryClient();
  const open = () =>
    outboxOf(staffMemberId, client, (threadId) => {
      void queryClient.invalidateQueries({
        queryKey: trpc.conversation.read.queryKey(threadInputOf(threadId)),
      });
      void queryClient.invalidateQueries(trpc.conversation.list.infiniteQueryFilter());
    });
  const entries = useSyncExternalStore(
    (listener) => open().subscribe(listener),
    () => open().read(),
    () => nothing,
  );
  return { entries, outbox: open };
}

/** Of one thread: in the order in which it was written, without what the thread itself shows by now. */
export function useThreadOutbox(staffMemberId: string, threadId: string, shown: ReadonlySet<string>) {
  const { entries, outbox } = usePageOutbox(staffMemberId);
  const own = entries.filter((entry) => entry.threadId === threadId);
  const settled = own.some(({ entryId }) => shown.has(entryId));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one of them has come
  useEffect(() => {
    if (settled) outbox().settle(shown);
  }, [settled, shown]);
  return { unsent: own.filter(({ entryId }) => !shown.has(entryId)), outbox };
}
