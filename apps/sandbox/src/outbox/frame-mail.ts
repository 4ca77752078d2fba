import { extractLinks } from "../outcomes/extract-links.ts";
import type { Message } from "../postmark/message.ts";
import { escapeHtml } from "./html.ts";

const LINK = /(<a\b[^>]*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

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
  const tracked = (message.HtmlBody ?? "").replace(
    LINK,
    (whole, before: string, double?: string, single?: string) => {
      const [link] = extractLinks(`<a href="${double ?? single ?? ""}">`, null);
      const place = link === undefined ? -1 : links.indexOf(link);
      return place < 0
        ? whole
        : `${before}"${escapeHtml(`${path}/go?link=${place}`)}" target="_blank" rel="noreferrer"`;
    },
  );
  return tracked;
}
