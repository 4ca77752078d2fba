import { addressKey, domainKey, mostCharacters } from "@packpost/db/address";
import { unseen } from "./tidy-paste.ts";

/**
 * What is wrong with an address (C4, K17), in one sentence a front desk understands; null when nothing is: it agrees with
 * address_key(). Browser-safe.
 */
export function explainAddress(address: string): string | null {
  const trimmed = address.replace(/^ +| +$/g, "");
  if (addressKey(trimmed) !== null) return null;
  const at = trimmed.indexOf("@");
  if (trimmed === "") return "There is no address.";
  if (trimmed.search(unseen) >= 0) return "There is an invisible character in it: type it again.";
  if (/\s/.test(trimmed)) return "There is a space in it.";
  if (at < 0) return "There is no @ in it.";
  if (trimmed.includes("@", at + 1)) return "There is more than one @ in it.";
  const mailbox = trimmed.slice(0, at);
  const domain = trimmed.slice(at + 1);
  return explainMailbox(mailbox) ?? explainDomain(domain) ?? tooLong(mailbox, domain);
}

function explainMailbox(mailbox: string): string | null {
  const strange = /[^A-Za-z0-9.!#$%&'*+/=^_`{|}~-]/u.exec(mailbox)?.[0];
  if (mailbox === "") return "Nothing stands before the @.";
  if (mailbox.startsWith('"')) return "Quotation marks cannot stand before the @.";
  if (strange !== undefined)
    return /\p{L}/u.test(strange)
      ? `“${strange}” cannot stand before the @: mail providers take the plain letters a to z there.`
      : `The sign ${strange} cannot stand before the @.`;
  if (mailbox.startsWith(".")) return "A dot cannot stand at the beginning.";
  if (mailbox.endsWith(".")) return "A dot cannot stand right before the @.";
  if (mailbox.includes("..")) return "There are two dots in a row before the @.";
  if (mailbox.length <= mostCharacters.mailbox) return null;
  return `There are ${mailbox.length} characters before the @; at most ${mostCharacters.mailbox} are possible.`;
}

function explainDomain(domain: string): string | null {
  if (domain === "") return "Nothing stands after the @.";
  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  if (domain.startsWith(".")) return "A dot cannot stand right after the @.";
  if (last === "") return "A dot stands at the end.";
  if (labels.includes("")) return "There are two dots in a row after the @.";
  const strange = /[^\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]/u.exec(domain)?.[0];
  if (strange !== undefined) return `The sign ${strange} cannot stand after the @.`;
  const dashed = labels.find((label) => /^-|-$/.test(label));
  if (dashed !== undefined) return `“${dashed}” cannot begin or end with a hyphen.`;
  const long = labels.find((label) => domainKey(`${label}.example`) === null && [...label].length > 40);
  if (long !== undefined) return `“${long.slice(0, 12)}…” is too long for a part of a domain.`;
  if (domainKey(domain) !== null) return null;
  if (labels.length === 1) return `After the @ stands only “${domain}”: its ending is missing, such as .com.`;
  if (domainKey(`mail.${last}`) === null) return `“.${last}” is no ending of a domain.`;
  return `There is no domain “${domain.length > 60 ? `${domain.slice(0, 60)}…` : domain}”.`;
}

function tooLong(mailbox: string, domain: string): string {
  const length = mailbox.length + 1 + (domainKey(domain) ?? domain).length;
  return `It has ${length} characters; at most ${mostCharacters.address} are possible.`;
}
