import type { PortalEntry, PortalThread } from "@packpost/core/portal/read-own-thread";

/** The thread as far as the page has it. */
export type ThreadState = Omit<PortalThread, "draft">;

/** What has changed since a revision, laid over what is there; an older answer that comes late changes nothing newer. */
export function mergeChanges(state: ThreadState, changed: PortalThread): ThreadState {
  const newer = changed.revision >= state.revision;
  return {
    ...(newer ? changed : state),
    entries: mergeEntries(state.entries, changed.entries),
    hasOlder: state.hasOlder,
    readNumber: Math.max(state.readNumber, changed.readNumber),
  };
}

/** A page of older entries put before what is there. */
export function mergeOlder(state: ThreadState, older: PortalThread): ThreadState {
  return { ...state, entries: mergeEntries(older.entries, state.entries), hasOlder: older.hasOlder };
}

/** A message of mine that has just been taken: no gap is closed by it, so the revision stays. */
export function mergeOwn(state: ThreadState, entry: PortalEntry): ThreadState {
  return {
    ...state,
    entries: mergeEntries([entry], state.entries),
    readNumber: Math.max(state.readNumber, entry.number),
  };
}

function mergeEntries(some: readonly PortalEntry[], others: readonly PortalEntry[]): PortalEntry[] {
  const byId = new Map([...some, ...others].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((one, other) => one.number - other.number);
}

/** The first entry of others after `readNumber`; null = none. */
export function firstUnread(entries: readonly PortalEntry[], readNumber: number): number | null {
  return entries.find(({ number, author }) => number > readNumber && author.kind !== "me")?.number ?? null;
}
