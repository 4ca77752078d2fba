import { readAddress } from "../../address/read-address.ts";
import { readNumber } from "../../address/read-number.ts";
import { isStorable } from "../../storable-text.ts";

/** A field as it is kept, or what is wrong with it in a sentence. */
export type ReadField = { readonly value: string | null } | { readonly fault: string };

/** What spreadsheets make of long numbers (K76): the digits are gone. */
const shortened = /^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i;
const spreadsheetFault = (what: string, text: string) =>
  `A spreadsheet has shortened this ${what} to ${text}: its digits are lost. Format the column as text and export again.`;

/** Text of at most so many characters; blanks around it are none of it. */
export function readText(what: string, most: number): (text: string) => ReadField {
  return (text) => {
    const value = text.replace(/\s+/g, " ").trim();
    if (!isStorable(value)) return { fault: `The ${what} holds a character that cannot be stored.` };
    if ([...value].length > most)
      return { fault: `The ${what} has ${[...value].length} characters; at most ${most} are possible.` };
    return { value: value || null };
  };
}

/** What another system calls a row: any text, compared as it stands. */
export function readExternalId(text: string): ReadField {
  const value = text.trim();
  if (shortened.test(value)) return { fault: spreadsheetFault("ID", value) };
  return readText("ID", 200)(value);
}

/** An address in the form in which it is kept. */
export function readEmail(text: string): ReadField {
  if (text.trim() === "") return { value: null };
  const read = readAddress(text);
  return "fault" in read ? { fault: `Email: ${read.fault}` } : { value: read.address };
}

export function readPhone(text: string): ReadField {
  const typed = text.trim();
  if (typed === "") return { value: null };
  if (shortened.test(typed)) return { fault: spreadsheetFault("phone number", typed) };
  const read = readNumber(typed);
  return "fault" in read ? { fault: `Phone: ${read.fault}` } : { value: read.key };
}

/** A customer's number, which is ours. */
export function readCustomerNumber(text: string): ReadField {
  const typed = text.trim();
  if (typed === "") return { value: null };
  if (!/^\d{1,9}$/.test(typed))
    return { fault: `“${typed.slice(0, 40)}” is no customer number of Packpost.` };
  return { value: String(Number(typed)) };
}

/**
 * One of a few words, or what other systems say for it.
 * @param words our word for each of theirs, in small letters
 */
export function readWord(what: string, words: Readonly<Record<string, string>>): (text: string) => ReadField {
  const ours = [...new Set(Object.values(words))].join(", ");
  return (text) => {
    const said = text.trim().toLowerCase();
    if (said === "") return { value: null };
    const value = Object.hasOwn(words, said) ? words[said] : undefined;
    if (value === undefined)
      return { fault: `“${text.trim().slice(0, 40)}” is no ${what}. Possible are: ${ours}.` };
    return { value };
  };
}

const yes = ["active", "yes", "true", "1", "current", "enabled"];
const no = ["inactive", "no", "false", "0", "deceased", "archived", "disabled"];
const each = (said: readonly string[], word: string) => Object.fromEntries(said.map((one) => [one, word]));

export const readActive = readWord("status", { ...each(yes, "active"), ...each(no, "inactive") });
export const readApplicationStatus = readWord("status of an application", {
  ...each(["pending", "new", "submitted", "in review"], "pending"),
  ...each(["approved", "accepted", "active", "yes"], "approved"),
  ...each(["denied", "declined", "rejected", "no"], "denied"),
  ...each(["inactive", "cancelled", "canceled", "expired", "withdrawn"], "inactive"),
});
export const readVisitStatus = readWord("status of an appointment", {
  ...each(["scheduled", "confirmed", "booked", "requested"], "scheduled"),
  ...each(["completed", "done", "complete", "checked out"], "completed"),
  ...each(["cancelled", "canceled", "no show", "no-show"], "cancelled"),
});
export const readKind = readWord("kind of transaction", {
  ...each(["purchase", "sale", "order", "invoice"], "purchase"),
  ...each(["visit", "appointment", "service"], "visit"),
  ...each(["payment", "paid"], "payment"),
});
export const readContact = readWord("contact", {
  ...each(["primary", "1", "first", "main", "yes"], "primary"),
  ...each(["secondary", "2", "second", "other", "no"], "secondary"),
});
/** Whether campaigns may come. An import can say no for somebody, never yes. */
export const readCampaigns = readWord("word for campaigns", {
  ...each(["subscribed", "yes", "true", "1", "y", "opted in", "opt-in", "active"], "subscribed"),
  ...each(
    ["unsubscribed", "no", "false", "0", "n", "opted out", "opt-out", "cleaned", "non-subscribed"],
    "unsubscribed",
  ),
  ...each(["do not contact", "never", "bounced", "complained", "suppressed"], "unsubscribed"),
});

/** A language that our words to customers exist in, by its code or its name. */
export const readLanguage = readWord("language that Packpost writes in", {
  ...each(["en", "en-us", "en-gb", "en-ca", "en-au", "eng", "english"], "en"),
  ...each(["es", "es-es", "es-mx", "es-us", "spa", "spanish", "español", "espanol"], "es"),
  ...each(["fr", "fr-fr", "fr-ca", "fra", "fre", "french", "français", "francais"], "fr"),
  ...each(["de", "de-de", "de-at", "de-ch", "deu", "ger", "german", "deutsch"], "de"),
});

/** An instant with its offset, in UTC to the millisecond. */
export function readInstant(text: string): ReadField {
  const typed = text.trim();
  if (typed === "") return { value: null };
  const at = Date.parse(typed);
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(typed) || Number.isNaN(at))
    return { fault: `“${typed.slice(0, 40)}” is no time such as 2026-12-01T14:30:00Z.` };
  const value = new Date(at).toISOString();
  if (value < "1900" || value > "2200")
    return { fault: `The year of ${typed.slice(0, 40)} cannot be right.` };
  return { value };
}

/** A day of the calendar. */
export function readDay(text: string): ReadField {
  const typed = text.trim();
  if (typed === "") return { value: null };
  const at = Date.parse(`${typed}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(at);
  if (!isDay || new Date(at).toISOString().slice(0, 10) !== typed)
    return { fault: `“${typed.slice(0, 40)}” is no day such as 2026-12-01.` };
  return { value: typed };
}
