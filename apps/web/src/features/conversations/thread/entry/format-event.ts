import type { EntryText, ThreadEntry } from "@packpost/core/conversation/read-entries";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { firstNameOf, formatStranger } from "../../thread-name.ts";
import { fieldOf } from "./event-field.ts";

/**
 * What happened in a thread, in a few words: "Ana closed the conversation".
 * @param nameOf what a colleague is called
 */
export function formatEvent(entry: ThreadEntry, nameOf: (staffMemberId: string) => string): string {
  const who = entry.author === null ? "Packpost" : firstNameOf(entry.author.name);
  const kind = fieldOf(entry.event, "kind");
  const to = fieldOf(entry.event, "staffMemberId");
  if (kind === "closed") return `${who} closed the conversation`;
  const left = fieldOf(entry.event, "left");
  if (kind === "assigned" && left !== undefined)
    return `${firstNameOf(left)} left the team: nobody has this now`;
  if (kind === "assigned" && to === undefined) return `${who} took the assignment away`;
  if (kind === "assigned" && to === entry.author?.id) return `${who} took this over`;
  if (kind === "assigned") return `${who} gave this to ${firstNameOf(nameOf(to ?? ""))}`;
  const number = fieldOf(entry.event, "stranger");
  const stranger = number && formatStranger(number);
  if (kind === "joined") return `${who} joined the conversation of ${stranger ?? "a number"} to this one`;
  if (kind === "split" && stranger !== undefined)
    return `${who} took the conversation of ${stranger} out again`;
  if (kind === "split") return `${who} took this out of a family’s conversation`;
  if (kind === "mail_placed") return `${who} put the email of ${stranger ?? "somebody"} here`;
  if (kind === "mail_taken_out" && stranger !== undefined)
    return `${who} took the email of ${stranger} out again`;
  if (kind === "mail_taken_out") return `${who} took this email out of a family’s conversation`;
  if (kind === "whose_number")
    return `Several families have this number: ${familiesOf(entry.event)}. Whose is it?`;
  return entry.body === "" ? `${who}: ${(kind ?? "change").replaceAll("_", " ")}` : entry.body;
}

/** The stranger’s conversation that an event says was joined to this one. */
export function joinedThreadOf({ event }: ThreadEntry): string | undefined {
  return fieldOf(event, "kind") === "joined" ? fieldOf(event, "strangerThreadId") : undefined;
}

/** The mail that an event says somebody has put here. */
export function placedMailOf({ event }: ThreadEntry): string | undefined {
  return fieldOf(event, "kind") === "mail_placed" ? fieldOf(event, "mailId") : undefined;
}

function familiesOf(event: unknown): string {
  const families: unknown = typeof event === "object" && event !== null ? Reflect.get(event, "families") : [];
  return Array.isArray(families) ? families.map((family) => fieldOf(family, "name") ?? "").join(", ") : "";
}

/**
 * What a keyword did (A12), and what else its writer may have meant (T26).
 * @param clock writes a time as the organisation's clock shows it
 */
export function formatKeyword(entry: ThreadEntry, clock: (at: Date) => string): string | null {
  const who = entry.author === null ? "they" : firstNameOf(entry.author.name);
  const word = entry.body.trim().toUpperCase();
  const kind = fieldOf(entry.event, "kind");
  if (kind === "opted_in")
    return `The carrier lets our texts through to ${who === "they" ? "this number" : who} again.`;
  if (kind === "asked_for_help") return "The carrier has answered; nothing else happened.";
  if (kind !== "opted_out") return null;
  const visit: unknown =
    typeof entry.event === "object" && entry.event !== null ? Reflect.get(entry.event, "visit") : null;
  const startsAt = fieldOf(visit, "startsAt");
  const meant = startsAt === undefined ? "" : ` Did ${who} mean the ${clock(new Date(startsAt))} visit?`;
  return `The carrier blocked this number: ${who} wrote ${word}.${meant} Only START from the same phone undoes it.`;
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

/** "Alert text to Maria". */
export function alertWords({ alert }: ThreadEntry): string {
  return alert === null || alert.name === "" ? "Alert text" : `Alert text to ${firstNameOf(alert.name)}`;
}

/** What became of an alert's text (A7), in the words of the alert's own list. */
export function formatAlertStatus({ status, providerMessage }: NonNullable<ThreadEntry["alert"]>): string {
  const words = recipientLabels[status].toLowerCase();
  return status === "undelivered" || status === "failed"
    ? `${words}: ${providerMessage ?? "no reason"}`
    : words;
}
