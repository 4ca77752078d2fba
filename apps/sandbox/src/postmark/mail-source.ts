import type { LedgerRow } from "../ledger/message.ts";
import type { Message } from "./message.ts";

type HeaderLine = [name: string, value: string];

/** Header lines of a mail as its reader's program would show them. */
export function mailHeaders(row: LedgerRow, message: Message): HeaderLine[] {
  const lines: HeaderLine[] = [
    ["Date", new Date(row.at).toUTCString().replace("GMT", "+0000")],
    ["From", row.from],
    ["To", row.to],
  ];
  if (message.Cc) lines.push(["Cc", message.Cc]);
  lines.push(["Subject", row.subject]);
  if (message.ReplyTo) lines.push(["Reply-To", message.ReplyTo]);
  lines.push(["Message-ID", `<${row.id}@sandbox.invalid>`]);
  if (row.tag) lines.push(["X-PM-Tag", row.tag]);
  lines.push(["X-PM-Message-Stream", row.stream]);
  for (const [name, value] of Object.entries(row.meta)) lines.push([`X-PM-Metadata-${name}`, value]);
  for (const { Name, Value } of message.Headers ?? []) lines.push([Name, Value]);
  return lines;
}

/** The mail as one text with its parts; readable rather than byte-exact MIME. */
export function mailSource(row: LedgerRow, message: Message): string {
  const lines = mailHeaders(row, message).map(([name, value]) => `${name}: ${value}`);
  const edge = `mk-${row.id}`;
  const part = (type: string, body: string | null | undefined) =>
    body ? [`--${edge}`, `Content-Type: ${type}; charset=UTF-8`, "", body] : [];
  return [
    ...lines,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${edge}"`,
    "",
    ...part("text/plain", message.TextBody),
    ...part("text/html", message.HtmlBody),
    `--${edge}--`,
  ].join("\r\n");
}
