import { domainKey } from "@packpost/db/address";
import { bareAddress, readAddress } from "../address/read-address.ts";
import { splitList } from "../address/split-list.ts";
import { tidyPaste } from "../address/tidy-paste.ts";

/** What somebody wants blocked, or why nobody could be meant by it. */
export type ReadBlock =
  /** @property placeholder it has a sign in it that elsewhere stands for anything: only an address that exists is meant */
  | { readonly kind: "address"; readonly key: string; readonly placeholder: boolean }
  | { readonly kind: "domain"; readonly key: string }
  | { readonly kind: "nobody"; readonly fault: string };

/**
 * Reads what is typed or pasted to be blocked (C14, K16): an address in any of the forms of {@link readAddress}, or a domain:
 * `schmidt.example`, `@schmidt.example`, `*@schmidt.example`, `https://www.schmidt.example/contact`.
 */
export function readBlock(typed: string): ReadBlock {
  const entries = splitList(typed);
  if (entries.length > 1)
    return { kind: "nobody", fault: `There are ${entries.length} entries: block one at a time.` };
  const text = bareAddress(tidyPaste(entries[0] ?? ""));
  const domain = domainOf(text);
  if (domain !== null) {
    const key = domainKey(domain);
    if (key !== null && isEnding(key)) return { kind: "nobody", fault: formatEnding(key) };
    if (key !== null) return { kind: "domain", key };
    if (/^[*%.]+[^*%]*$/.test(domain)) return { kind: "nobody", fault: formatSubdomains(domain) };
  }
  if (domain !== null && !/^[^@]+@/.test(text)) {
    const fault =
      "This is no email address and no domain: write tom@browns.example, or browns.example for everybody there.";
    return { kind: "nobody", fault };
  }
  const read = readAddress(text);
  if ("fault" in read) return { kind: "nobody", fault: `This is no email address. ${read.fault}` };
  return { kind: "address", key: read.key, placeholder: /[*%]/.test(read.key) };
}

/** Everything that means a whole domain; null for an address. */
function domainOf(text: string): string | null {
  const link = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(text)?.[1];
  const bare =
    link ?? /^[*%.]*@(.*)$/.exec(text)?.[1] ?? (text.includes("@") ? null : text.replace(/[/?#:].*$/, ""));
  return bare === null ? null : bare.replace(/^www\.(?=[^.]+\.)/i, "");
}

/** `co.uk`, `com.au`: other people's domains stand below it, and nobody has an address there. */
function isEnding(domain: string): boolean {
  return /^(?:com?|org|net|ac|edu?|gov|gob|gouv|go|ltd|plc|nhs|sch|mil|nom|or|ne|asso|in|id|me)\.[a-z]{2}$/.test(
    domain,
  );
}

function formatEnding(domain: string): string {
  return `“${domain}” is an ending that many domains have, and nobody has an address there. Write the whole domain, such as browns.${domain}.`;
}

function formatSubdomains(domain: string): string {
  const rest = domain.replace(/^[*%.]+/, "");
  const example = domainKey(rest) === null ? "browns.example" : rest;
  return `A block is for one domain, not for a pattern: write ${example}. Each of its subdomains is blocked by itself.`;
}
