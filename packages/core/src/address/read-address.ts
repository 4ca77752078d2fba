import { addressKey } from "@packpost/db/address";
import { foldText } from "@packpost/db/fold-text";
import { explainAddress } from "./explain-address.ts";
import { tidyPaste, unquote } from "./tidy-paste.ts";

/** An address that can be written to, or what is wrong with it. */
export type ReadAddress =
  /** `key` is the mailbox as it compares; `address` keeps the case before the @. Domains are in their xn-- form in both. */
  { readonly address: string; readonly key: string } | { readonly fault: string };

const mostCharacters = 1_000;

/**
 * Reads one address as people paste it: bare, `Name <address>`, `mailto:address`, between quotation marks or brackets of any
 * script, with invisible characters, with the full stop of its sentence. Browser-safe.
 */
export function readAddress(pasted: string): ReadAddress {
  if (pasted.length > mostCharacters) return { fault: "This is too long for one address." };
  const bare = bareAddress(tidyPaste(pasted));
  const key = addressKey(bare);
  if (key === null) return { fault: explainAddress(bare) ?? "This is no email address." };
  return { key, address: bare.slice(0, bare.indexOf("@")) + key.slice(key.indexOf("@")) };
}

/** The part of a tidy entry that is meant to be the address. */
export function bareAddress(entry: string): string {
  const text = unquote(entry.replace(/\s+/g, " "));
  const inside =
    /\]\((mailto:[^()\s]+)\)/i.exec(text)?.[1] ??
    /<([^<>]*@[^<>]*)>/.exec(text)?.[1] ??
    /<([^<>]*)>/.exec(text)?.[1] ??
    /^[^@]*[([{]([^\s()[\]{}@]+@[^\s()[\]{}@]+)[)\]}][^@]*$/.exec(text)?.[1] ??
    cellWithAddress(entry) ??
    addressAmongWords(text) ??
    text;
  return withoutMarks(fromLink(unquote(inside)));
}

/** Spreadsheets put a tab between a name and an address, tables a |. */
function cellWithAddress(entry: string): string | undefined {
  const cells = entry.split(/[\t|]/);
  const [cell, ...more] = cells.filter((one) => one.includes("@"));
  return cells.length > 1 && more.length === 0 ? cell : undefined;
}

/**
 * `Maria Okafor maria@mail.example`, `maria@mail.example (Maria)`, `Cc: maria@mail.example`. Not `tom brown@mail.example`: that
 * is an address with a blank in it, as likely as not, and half of it would be somebody else's.
 */
function addressAmongWords(text: string): string | undefined {
  if (text.length > mostCharacters) return undefined;
  const [, before = "", address = "", after = ""] = /^([^@]*?)([^\s@]+@[^\s@]+)([^@]*)$/.exec(text) ?? [];
  const behind = after.trim() === "" || /^ *(?:[([].*[)\]]|[-–—:] .*)$/u.test(after);
  if (address === "") return undefined;
  const mailbox = address.slice(0, address.indexOf("@"));
  const name = before.trim();
  const words = name.split(" ");
  const labelled = name === "" || /[:–—-]$/u.test(name);
  const named =
    words.every((word) => /^\p{L}[\p{L}\p{M}'’.-]*$/u.test(word)) &&
    (words.some((word) => word.length > 1 && foldText(mailbox).includes(foldText(word))) ||
      (words.length > 1 && !/^\p{Ll}/u.test(name) && !/\p{Lu}/u.test(mailbox)));
  return behind && (labelled || named) ? address : undefined;
}

function fromLink(text: string): string {
  const link = /^(?:mailto|smtp):(?:\/\/)?([^?]*)/i.exec(text)?.[1];
  if (link === undefined) return text;
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

/** Without what a sentence puts around an address. */
function withoutMarks(text: string): string {
  return text
    .trim()
    .replace(/^[\s"'“”„‘’‚«»‹›`´([{<¿¡]+/, "")
    .replace(/[\s"'“”„‟‘’«»‹›`´)\]}>.,;:!?…。、]+$/, "");
}
