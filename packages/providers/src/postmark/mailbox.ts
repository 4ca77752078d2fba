import type { EmailSender } from "../email.ts";

/**
 * Write a display name and an address as one RFC 5322 mailbox. The name is always quoted: Postmark answers
 * 300 to names with punctuation that are not (postmarkapp.com/support/article/1180).
 */
export function mailbox({ name, email }: EmailSender): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character may reach a header
  const clean = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return clean === "" ? email : `"${clean.replace(/["\\]/g, "\\$&")}" <${email}>`;
}
