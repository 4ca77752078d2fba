export interface Mailbox {
  Email: string;
  Name: string;
}

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const LOCAL = /^[a-z0-9.!#$%&'`*+\-/=^_{}|~]+$/i;
const NAMED = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>,;:@]*))\s*<([^<>]+)>$/;

/**
 * Reads an address field of a message ("a@x.org, \"Doe, J.\" <j@x.org>").
 * Rules of https://postmarkapp.com/support/article/1180-what-does-errorcode-300-mean
 * @returns the mailboxes, or the first part that is no address
 */
export function parseAddresses(field: string | null | undefined): Mailbox[] | { illegal: string } {
  const mailboxes: Mailbox[] = [];
  for (const part of splitOutsideQuotes(field ?? "")) {
    const named = NAMED.exec(part);
    const Email = (named?.[3] ?? part).trim();
    if (!isAddress(Email)) return { illegal: part };
    mailboxes.push({ Email, Name: (named?.[1] ?? named?.[2] ?? "").trim() });
  }
  return mailboxes;
}

function isAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const dots = local.startsWith(".") || local.endsWith(".") || local.includes("..");
  const domain = address.slice(at + 1);
  return at > 0 && address.length <= 254 && !dots && LOCAL.test(local) && DOMAIN.test(domain);
}

function splitOutsideQuotes(field: string): string[] {
  if (!field.includes(",")) return field.trim() === "" ? [] : [field.trim()];
  const parts = field.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
