import { addressKey } from "@packpost/db/address";
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
    text;
  return withoutMarks(fromLink(unquote(inside)));
}

/** Spreadsheets put a tab between a name and an address. */
function cellWithAddress(entry: string): string | undefined {
  const cells = entry.split("\t").filter((cell) => cell.includes("@"));
  return entry.includes("\t") && cells.length === 1 ? cells[0] : undefined;
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
