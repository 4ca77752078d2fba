"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { Outbox } from "./outbox.ts";
import type { OutboxEntry, OutboxItem } from "./outbox-item.ts";

const nothing: readonly never[] = [];

/** What is not confirmed yet, in the order in which it was written. @param open the page's outbox, called in the browser alone */
export function useOutboxEntries<Item extends OutboxItem>(
  open: () => Outbox<Item>,
): readonly OutboxEntry<Item>[] {
  return useSyncExternalStore(
    (listener) => open().subscribe(listener),
    () => open().read(),
    (): readonly OutboxEntry<Item>[] => nothing,
  );
}

/**
 * Of one thread, without what the thread itself shows by now.
 * @param isShown whether the page has its entry; the same function until its entries change
 */
export function useUnsent<Item extends OutboxItem>(
  open: () => Outbox<Item>,
  threadId: string,
  isShown: (item: Item) => boolean,
): readonly OutboxEntry<Item>[] {
  const own = useOutboxEntries(open).filter(({ item }) => item.threadId === threadId);
  const settled = own.some(({ item }) => isShown(item));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one of them has come
  useEffect(() => {
    if (settled) open().settle(isShown);
  }, [settled, isShown]);
  return own.filter(({ item }) => !isShown(item));
}
