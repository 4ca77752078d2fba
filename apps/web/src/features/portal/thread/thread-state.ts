import type { PortalEntry, PortalThread } from "@packpost/core/portal/read-own-thread";
import { mergeThread } from "#web/components/thread/merge-thread.ts";

/** What has changed since a revision, laid over what is there; what was read on this page stays read. */
export function mergeChanges(state: PortalThread, changed: PortalThread): PortalThread {
  return {
    ...mergeThread(state, changed),
    readNumber: Math.max(state.readNumber, changed.readNumber),
  };
}

/** Whether an entry counts as unread for its reader (V4). */
export function isOfOthers({ author }: PortalEntry): boolean {
  return author.kind !== "me";
}

/** The first entry of others after `readNumber`; null = none. */
export function firstUnread(entries: readonly PortalEntry[], readNumber: number): number | null {
  return entries.find((entry) => entry.number > readNumber && isOfOthers(entry))?.number ?? null;
}
