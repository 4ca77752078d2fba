import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { dayOf, formatDay } from "../list/format-thread-time.ts";
import { foldReactions, isFolded, type Reaction } from "./entry/fold-reactions.ts";

/** What stands in a thread, one below the other. */
export type ThreadItem =
  | { readonly kind: "day"; readonly key: string; readonly words: string }
  | { readonly kind: "new"; readonly key: string }
  /** @property continues the same person goes on within minutes: their name stands above already */
  | {
      readonly kind: "entry";
      readonly key: string;
      readonly entry: ThreadEntry;
      readonly continues: boolean;
      /** What people reacted with to it. */
      readonly reactions: readonly Reaction[];
    };

/** The same for all that have none, so that their lines are not drawn anew. */
const none: readonly Reaction[] = [];

const togetherMs = 5 * 60_000;

interface Showing {
  /** The first entry that was new when the thread was opened. */
  readonly newFrom: number | null;
  readonly now: Date;
  readonly zone: string;
}

/** Entries with the days between them and the line above what is new for the reader. */
export function threadItems(entries: readonly ThreadEntry[], { newFrom, now, zone }: Showing): ThreadItem[] {
  const items: ThreadItem[] = [];
  const reactions = foldReactions(entries);
  const shown = new Set(entries.map(({ id }) => id));
  let before: ThreadEntry | undefined;
  let divided = newFrom === null;
  for (const entry of entries) {
    if (isFolded(entry, shown)) continue;
    const at = new Date(entry.at);
    const day = dayOf(at, zone);
    const isNewDay = before === undefined || dayOf(new Date(before.at), zone) !== day;
    if (isNewDay) items.push({ kind: "day", key: `day-${day}`, words: formatDay(at, now, zone) });
    const divides = !divided && entry.number >= (newFrom ?? 0);
    if (divides) items.push({ kind: "new", key: "new" });
    divided ||= divides;
    const continues = !isNewDay && !divides && before !== undefined && goesOn(before, entry);
    items.push({
      kind: "entry",
      key: entry.id,
      entry,
      continues,
      reactions: reactions.get(entry.id) ?? none,
    });
    before = entry;
  }
  return items;
}

function goesOn(before: ThreadEntry, entry: ThreadEntry): boolean {
  return (
    entry.otherAddress === before.otherAddress &&
    entry.proof === before.proof &&
    entry.kind === before.kind &&
    (entry.kind === "message" || entry.kind === "note") &&
    entry.via === before.via &&
    entry.author?.id === before.author?.id &&
    new Date(entry.at).getTime() - new Date(before.at).getTime() < togetherMs
  );
}

/** Whether an entry counts as unread for a staff member (V4): a message of somebody else, or a note that mentions them. */
export function countsFor(entry: ThreadEntry, me: string): boolean {
  if (entry.kind === "note") return entry.mentions.includes(me);
  return entry.kind === "message" && entry.author?.id !== me;
}
