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

/**
 * What is known of the text that carried a message (V8).
 * @returns again: a person can have it sent again
 */
export function formatText({ status, providerMessage }: Pick<EntryText, "status" | "providerMessage">): {
  words: string;
  failed: boolean;
  again: boolean;
} {
  const fine = { failed: false, again: false };
  if (status === "delivered") return { ...fine, words: "Text delivered" };
  if (status === "sent") return { ...fine, words: "Text sent" };
  if (status === "waiting" || status === "claimed") return { ...fine, words: "Text queued" };
  if (status === "unconfirmed")
    return { words: "The carrier has not said whether the text arrived", failed: false, again: true };
  const why = providerMessage ? `: ${providerMessage}` : "";
  return {
    words: `Text not delivered${why}`,
    failed: true,
    again: status === "failed" || status === "dropped",
  };
}
