interface Read<Entry> {
  /** Whether it counts as unread for the reader. */
  readonly counts: (entry: Entry) => boolean;
  /** Their first unread entry by number; one above what is loaded has not been on any screen. */
  readonly unreadFrom: number | null;
  /** Ids that were on the screen. */
  readonly seen: ReadonlySet<string>;
}

/**
 * Up to where somebody has read (V4, T2): as far as everything that counts has been on the screen, without a gap.
 * @returns the number of the last entry read; null = nothing to tell
 */
export function readUpTo<Entry extends { readonly id: string; readonly number: number }>(
  entries: readonly Entry[],
  { counts, unreadFrom, seen }: Read<Entry>,
): number | null {
  const first = entries[0];
  if (unreadFrom === null || first === undefined || unreadFrom < first.number) return null;
  let upTo: number | null = null;
  for (const entry of entries) {
    if (entry.number < unreadFrom) continue;
    if (counts(entry) && !seen.has(entry.id)) break;
    upTo = entry.number;
  }
  return upTo;
}
