import type { EntryText, ThreadEntry } from "@packpost/core/conversation/read-entries";
import { firstNameOf } from "../thread-name.ts";

/**
 * What happened in a thread, in a few words: "Ana closed the conversation".
 * @param nameOf what a colleague is called
 */
export function formatEvent(entry: ThreadEntry, nameOf: (staffMemberId: string) => string): string {
  const who = entry.author === null ? "Packpost" : firstNameOf(entry.author.name);
  const kind = fieldOf(entry.event, "kind");
  const to = fieldOf(entry.event, "staffMemberId");
  if (kind === "closed") return `${who} closed the conversation`;
  if (kind === "assigned" && to === undefined) return `${who} took the assignment away`;
  if (kind === "assigned" && to === entry.author?.id) return `${who} took this over`;
  if (kind === "assigned") return `${who} gave this to ${firstNameOf(nameOf(to ?? ""))}`;
  return entry.body === "" ? `${who}: ${(kind ?? "change").replaceAll("_", " ")}` : entry.body;
}

function fieldOf(event: unknown, name: string): string | undefined {
  const value: unknown = typeof event === "object" && event !== null ? Reflect.get(event, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** What is known of the text that carried a message (V8). */
export function formatText({ status, providerMessage }: EntryText): { words: string; failed: boolean } {
  if (status === "delivered") return { words: "Text delivered", failed: false };
  if (status === "sent") return { words: "Text sent", failed: false };
  if (status === "waiting" || status === "claimed") return { words: "Text queued", failed: false };
  if (status === "unconfirmed")
    return { words: "The carrier has not said yet whether the text arrived", failed: false };
  return { words: `Text not delivered${providerMessage ? `: ${providerMessage}` : ""}`, failed: true };
}
