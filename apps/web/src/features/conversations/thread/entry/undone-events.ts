import type { ThreadEntry } from "@packpost/core/conversation/read-entries";
import { fieldOf } from "./event-field.ts";
import { joinedThreadOf, placedMailOf } from "./format-event.ts";

/** Events whose deed was taken back later: a join that was split again, a mail that was taken out. @returns their ids */
export function undoneEvents(entries: readonly ThreadEntry[]): ReadonlySet<string> {
  const undone = new Set<string>();
  const open = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== "event") continue;
    const done = joinedThreadOf(entry) ?? placedMailOf(entry);
    if (done !== undefined) open.set(done, entry.id);
    const kind = fieldOf(entry.event, "kind");
    const takenBack = fieldOf(entry.event, kind === "split" ? "strangerThreadId" : "mailId");
    if ((kind !== "split" && kind !== "mail_taken_out") || takenBack === undefined) continue;
    const id = open.get(takenBack);
    if (id !== undefined) undone.add(id);
  }
  return undone;
}
