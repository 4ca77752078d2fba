import { setImmediate } from "node:timers/promises";
import { addressKey } from "@packpost/db/address";
import { bareAddress } from "../address/read-address.ts";
import { splitList } from "../address/split-list.ts";
import { tidyPaste, unquote } from "../address/tidy-paste.ts";

/** One pasted entry: how it looks and what it is to be found by. */
export interface ParsedEntry {
  readonly text: string;
  readonly kind: "email" | "number" | "name" | "malformed";
  /** The mailbox as it compares, the digits, or the name; how names compare is the database's business. */
  readonly key: string;
}

const mostCharacters = 320;
/** Longer ones are not even looked at. */
const mostPasted = 1_000;

/** Takes a pasted list apart (C3); see {@link splitList}. */
export function parseEntries(pasted: string): ParsedEntry[] {
  return splitList(pasted).map(parseEntry);
}

/** So many entries are a few milliseconds. */
const aTurn = 250;

/** The same of a list taken apart already, letting others have their turn in between: ten thousand take a while. */
export async function parseInTurns(entries: readonly string[]): Promise<ParsedEntry[]> {
  const parsed: ParsedEntry[] = [];
  for (let at = 0; at < entries.length; at += aTurn) {
    if (at > 0) await setImmediate();
    parsed.push(...entries.slice(at, at + aTurn).map(parseEntry));
  }
  return parsed;
}

/** What one entry is: an address, a customer number (`#1234` or `1234`), a name, or nothing that could be found. */
export function parseEntry(entry: string): ParsedEntry {
  if (entry.length > mostPasted) return { text: entry.slice(0, mostCharacters), kind: "malformed", key: "" };
  const tidy = tidyPaste(entry).trim();
  const cleaned = unquote(tidy.replace(/\s+/g, " "));
  const text = (cleaned || tidy || "–").slice(0, mostCharacters);
  if (cleaned.length > mostCharacters) return { text, kind: "malformed", key: "" };
  const email = /[@<>]/.test(cleaned) ? addressKey(bareAddress(tidy)) : null;
  if (email !== null) return { text, kind: "email", key: email };
  if (/[@<>]/.test(cleaned)) return { text, kind: "malformed", key: "" };
  const digits = customerNumber.exec(cleaned)?.[1];
  if (digits !== undefined) return { text, kind: "number", key: digits };
  return /\p{L}/u.test(cleaned)
    ? { text, kind: "name", key: inOrder(cleaned) }
    : { text, kind: "malformed", key: "" };
}

/** `1204`, `#1204`, `No. 1204`, and what stands beside a name: `Maria Okafor (#1204)`. */
const customerNumber = /^(?:(?:#|№|n[ro]\.?)?\s?|[\p{L}\p{M}'’.,\s-]{1,200}[\s(]#\s?)(\d{1,9})\)?$/iu;

/** `Okafor, Maria` between quotation marks is Maria Okafor; 🐾 beside a name is not part of it. */
function inOrder(name: string): string {
  const bare = name.replace(ornaments, "").trim() || name;
  return bare.replace(/^([^,]+), *([^,]+)$/, "$2 $1");
}

const ornaments =
  /^[\p{So}\p{Extended_Pictographic}\p{Emoji_Modifier}\s]+|[\p{So}\p{Extended_Pictographic}\p{Emoji_Modifier}\s]+$/gu;
