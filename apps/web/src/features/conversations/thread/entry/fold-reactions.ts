import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { firstNameOf } from "../../thread-name.ts";
import { fieldOf } from "./event-field.ts";

/** One emoji at a message, and who put it there. */
export interface Reaction {
  readonly emoji: string;
  readonly names: readonly string[];
}

/**
 * What people reacted with to each message (V17): of one person the last counts, as phones have it, unless it was taken back.
 * @returns by the message's id; a reaction to what is not loaded is in none
 */
export function foldReactions(entries: readonly ThreadEntry[]): ReadonlyMap<string, readonly Reaction[]> {
  const shown = new Set(entries.map(({ id }) => id));
  const folded = new Map<string, Map<string, { emoji: string; name: string }>>();
  for (const entry of entries) {
    if (!isFolded(entry, shown)) continue;
    const of = folded.get(entry.aboutEntryId) ?? new Map();
    folded.set(entry.aboutEntryId, of);
    const who = entry.author?.id ?? entry.fromAddress ?? "";
    const name = entry.author === null ? (entry.fromAddress ?? "Somebody") : firstNameOf(entry.author.name);
    of.delete(who);
    const emoji = fieldOf(entry.event, "emoji");
    if (emoji !== undefined && !isTakenBack(entry.event)) of.set(who, { emoji, name });
  }
  return new Map(
    [...folded].map(([id, people]) => {
      const byEmoji = Map.groupBy(people.values(), ({ emoji }) => emoji);
      return [id, [...byEmoji].map(([emoji, of]) => ({ emoji, names: of.map(({ name }) => name) }))];
    }),
  );
}

/** Whether a reaction stands at its message instead of on a line of its own. */
export function isFolded(
  entry: ThreadEntry,
  shown: ReadonlySet<string>,
): entry is ThreadEntry & { aboutEntryId: string } {
  return entry.kind === "reaction" && entry.aboutEntryId !== null && shown.has(entry.aboutEntryId);
}

function isTakenBack(event: unknown): boolean {
  return typeof event === "object" && event !== null && Reflect.get(event, "removed") === true;
}
