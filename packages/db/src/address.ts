/// <reference path="./punycode.d.ts" />
import punycode from "punycode/punycode.js";

/**
 * The rule of addresses, the twin of migration 002-address-rules (address_key, domain_key, shown_address); test/db/addresses.test.ts
 * proves both equal. Pages load it too.
 */

/** A label or a mailbox name takes so many characters, a domain and an address so many. @source RFC 1035, RFC 5321 4.5.3.1 */
export const mostCharacters = { label: 63, mailbox: 64, domain: 253, address: 254 } as const;

/** What Postmark takes before the @, in parts between dots. @source its support article 1180 (error 300) */
const mailboxPattern = /^[a-z0-9!#$%&'*+/=^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=^_`{|}~-]+)*$/;
const domainPattern = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;
const nonAscii = /\P{ASCII}/u;
const rightToLeft = /[\u05d0-\u06ff]/;
const rightToLeftLabel = /^[\u05d0-\u06ff][0-9\u05d0-\u06ff-]*$/;
/** Letters of living scripts, no mark in front. */
const unicodeLabel =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: code points by ranges, as the database has them
  /^[a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u0430-\u0481\u048a-\u052f\u0561-\u0587\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u0904-\u0939\u0958-\u0961\u0971-\u0980\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0b05-\u0b39\u0b83-\u0bb9\u0c05-\u0c39\u0c85-\u0cb9\u0d05-\u0d3a\u0e01-\u0e30\u0e32\u0e40-\u0e45\u0e81-\u0eb0\u1000-\u102a\u10d0-\u10ff\u1200-\u135a\u1780-\u17b3\u1e00-\u1f7d\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3][a-z0-9\u0300-\u0344\u0346-\u034e\u0350-\u036f\u00df-\u00f6\u00f8-\u02af\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u0430-\u0481\u048a-\u052f\u0561-\u0587\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0660-\u0669\u0671-\u06d3\u06f0-\u06fc\u0900-\u0963\u0966-\u096f\u0971-\u0dff\u0e01-\u0e4e\u0e50-\u0e59\u0e81-\u0ece\u0ed0-\u0ed9\u1000-\u109d\u10d0-\u10ff\u1200-\u135f\u1780-\u17d3\u1e00-\u1f7d\u3005-\u3007\u3041-\u3096\u3099-\u309a\u309d-\u309e\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3-]*$/;

/**
 * A domain as it is stored, compared and sent: lower case, its xn-- form where it is not ASCII (UTS 46, as browsers have
 * it). Null when mail can go to no such domain.
 */
export function domainKey(domain: string): string | null {
  const ascii = nonAscii.test(domain) ? asciiDomain(domain) : domain.toLowerCase();
  return ascii !== null && ascii.length <= mostCharacters.domain && domainPattern.test(ascii) ? ascii : null;
}

/** The mailbox that an address means, as customer.email_key has it. Null when it is no address, or one that the provider refuses. */
export function addressKey(address: string): string | null {
  const trimmed = address.replace(/^ +| +$/g, "");
  const at = trimmed.indexOf("@");
  // As the database: only what is ASCII is made small; other letters are refused just below.
  const mailbox = (at < 0 ? trimmed : trimmed.slice(0, at)).replace(/[A-Z]+/g, (run) => run.toLowerCase());
  if (mailbox.length > mostCharacters.mailbox || !mailboxPattern.test(mailbox)) return null;
  const domain = domainKey(trimmed.slice(mailbox.length + 1));
  if (domain === null || mailbox.length + 1 + domain.length > mostCharacters.address) return null;
  return `${mailbox}@${domain}`;
}

/** An address, a domain or any text as people read it: xn-- labels in their own letters. */
export function shownAddress(address: string): string {
  return address.replace(/xn--[a-z0-9-]+/gi, (label) => {
    const shown = unicodeOf(label.slice(4).toLowerCase());
    return shown !== null && domainKey(`${shown}.example`) === `${label.toLowerCase()}.example`
      ? shown
      : label;
  });
}

/** The lunate sigma and the final sigmas of formulas: sigmas to UTS 46, final ones to NFKC, which are another letter. */
const otherSigmas = /[\u03f2\u{1d6d3}\u{1d70d}\u{1d747}\u{1d781}\u{1d7bb}]/gu;

function asciiDomain(domain: string): string | null {
  const small = [...domain.replace(otherSigmas, "\u03c3").normalize("NFKC")]
    .map((letter) => letter.toLowerCase())
    .join("");
  const mapped = small.normalize("NFKC").replaceAll("\u3002", ".");
  if ([...mapped].length > mostCharacters.domain) return null;
  const rtl = rightToLeft.test(mapped);
  const labels = mapped.split(".").map((label) => {
    if (nonAscii.test(label)) return asciiLabel(label);
    return rtl && !/^[a-z]/.test(label) ? null : label;
  });
  return labels.includes(null) ? null : labels.join(".");
}

function asciiLabel(label: string): string | null {
  if (!unicodeLabel.test(label) || label.endsWith("-")) return null;
  if (rightToLeft.test(label) && !rightToLeftLabel.test(label)) return null;
  const code = punycode.encode(label);
  return code.length > mostCharacters.label - 4 ? null : `xn--${code}`;
}

function unicodeOf(code: string): string | null {
  try {
    return punycode.decode(code);
  } catch {
    return null;
  }
}
