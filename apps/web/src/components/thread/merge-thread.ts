/** An entry as both sides know it; what else it says is theirs. */
interface Entry {
  readonly id: string;
  readonly number: number;
  /** The thread's revision at which it last changed. */
  readonly revision: number;
}

/** A thread as far as a page has it. */
interface Thread<One extends Entry> {
  readonly revision: number;
  /** In the order of their numbers. */
  readonly entries: readonly One[];
  readonly hasOlder: boolean;
}

/**
 * What is known of a thread and what has come, in any order (T8, T11): each entry once, by its id, in its newest revision; the thread's
 * own facts are those of the newer answer.
 * @param kept what the page has
 * @param answer what has changed since a revision
 */
export function mergeThread<One extends Entry, Known extends Thread<One>>(
  kept: Known & { entries: One[] },
  answer: Known & { entries: One[] },
): Known & { entries: One[] } {
  const newer = answer.revision >= kept.revision ? answer : kept;
  // A change of what is not loaded waits until it is.
  const first = kept.hasOlder ? (kept.entries[0]?.number ?? 0) : 0;
  const entries = mergeEntries(
    kept.entries,
    answer.entries.filter(({ number }) => number >= first),
  );
  return { ...newer, entries, hasOlder: kept.hasOlder };
}

/** Puts a page of older entries before what the page has. */
export function addOlder<One extends Entry, Known extends Thread<One>>(
  kept: Known & { entries: One[] },
  older: Known & { entries: One[] },
): Known & { entries: One[] } {
  return { ...kept, entries: mergeEntries(older.entries, kept.entries), hasOlder: older.hasOlder };
}

function mergeEntries<One extends Entry>(some: readonly One[], others: readonly One[]): One[] {
  const byId = new Map(some.map((entry) => [entry.id, entry]));
  for (const entry of others) {
    const known = byId.get(entry.id);
    if (known === undefined || known.revision <= entry.revision) byId.set(entry.id, entry);
  }
  return [...byId.values()].sort((a, b) => a.number - b.number);
}
