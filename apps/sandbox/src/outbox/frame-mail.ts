import { extractLinks } from "../outcomes/extract-links.ts";
import type { Message } from "../postmark/message.ts";

const ANCHOR = /<a\b[^>]*>/gi;
const HREF = /\shref\s*=\s*(?:"[^"]*"|'[^']*')/i;

/** No scripts, no forms, pictures only from this machine: a mail client that trusts nobody. */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data: 'self' http://127.0.0.1:* http://localhost:*",
  "font-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * The HTML of a mail for its frame. As Postmark does, links go through the tracker first, which records the click and
 * sends the reader on.
 */
export function frameMail(path: string, message: Message): string {
  const links = extractLinks(message.HtmlBody, message.TextBody);
  return (message.HtmlBody ?? "").replace(ANCHOR, (anchor) => {
    const [link] = extractLinks(anchor, null);
    const place = link === undefined ? -1 : links.indexOf(link);
    if (place < 0) return anchor.replace(/>$/, ' target="_blank" rel="noreferrer">');
    return anchor.replace(HREF, () => ` href="${path}/go?link=${place}" target="_blank" rel="noreferrer"`);
  });
}
