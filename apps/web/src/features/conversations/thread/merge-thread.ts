import type { ThreadEntry, ThreadView } from "@packpost/core/conversation/read-entries";

/** As many entries as one answer brings at most: more may have changed. */
const mostOfAnswer = 1_000;

/** Whether an answer to "what has changed since?" may be cut off: then the thread is read anew. */
export function isCutOff(answer: ThreadView): boolean {
  return answer.entries.length >= mostOfAnswer;
}

/**
 * What is known of a thread and what has come, in any order (T8, T11): each entry once, by its id, in its newest revision; the thread's
 * own facts are those of the newer answer.
 * @param kept what the page has
 * @param answer what has changed, or a page of older entries
 */
export function mergeThread(kept: ThreadView, answer: ThreadView): ThreadView {
  const newer = answer.revision >= kept.revision ? answer : kept;
  // A change of what is not loaded waits until it is.
  const first = kept.hasOlder ? (kept.entries[0]?.number ?? 0) : 0;
  return {
    ...newer,
    entries: mergeEntries(
      kept.entries,
      answer.entries.filter(({ number }) => number >= first),
    ),
    hasOlder: kept.hasOlder,
  };
}

/** Puts a page of older entries before what the page has. */
export function addOlder(kept: ThreadView, older: ThreadView): ThreadView {
  return { ...kept, entries: mergeEntries(older.entries, kept.entries), hasOlder: older.hasOlder };
}

function mergeEntries(some: readonly ThreadEntry[], others: readonly ThreadEntry[]): ThreadEntry[] {
  const byId = new Map(some.map((entry) => [entry.id, entry]));
  for (const entry of others) {
    const known = byId.get(entry.id);
    if (known === undefined || known.revision <= entry.revision) byId.set(entry.id, entry);
  }
  return [...byId.values()].sort((a, b) => a.number - b.number);
}
