import type { TextRoute } from "@packpost/core/texting/read-text-routes";
import { firstNameOf } from "./thread-name.ts";

/** Whom a message goes to as a text too. */
export interface ChosenText {
  readonly customerId: string | null;
}

export const NOBODY = "nobody";
export const STRANGER = "stranger";

/** A way by one word, as a draft keeps it. @param text null = no text */
export function keyOfText(text: ChosenText | null): string {
  return text === null ? NOBODY : (text.customerId ?? STRANGER);
}

/**
 * Why somebody is not texted, and what lifts it.
 * @param ours our number, as people read it
 */
export function whyWords(route: TextRoute, ours: string | null): string {
  const { customerId, name, optedOutWord, providerMessage, why } = route;
  const who = customerId === null ? "This number" : firstNameOf(name);
  switch (why) {
    case "opted_out":
      return `${who} wrote ${optedOutWord ?? "STOP"}: the carrier blocks our texts. Only ${customerId === null ? "its owner" : who} can undo this: text START to ${ours ?? "our number"}.`;
    case "invalid":
      return `${who === "This number" ? who : `${who}’s number`} is none${providerMessage === null ? "" : `: ${providerMessage}`}.`;
    case "not_textable":
      return `${who} cannot get texts${providerMessage === null ? "" : `: ${providerMessage}`}.`;
    case "unsubscribed":
      return `${who} has unsubscribed from texts on their own page.`;
    case "blocked":
      return `${who}’s number is blocked in the settings.`;
    default:
      return "";
  }
}
