import type { LedgerRow } from "../ledger/row.ts";
import type { Message } from "./message.ts";

/** Header lines of a mail as its reader's program would show them. */
export function mailHeaders(
  messageId: string,
  row: LedgerRow,
  message: Message,
): [name: string, value: string][] {
  return [
    ["Date", new Date(row.at).toUTCString().replace("GMT", "+0000")],
    ["From", row.from],
    ["To", row.to],
    ...(row.cc ? ([["Cc", row.cc]] as [string, string][]) : []),
    ["Subject", row.subject],
    ...(message.ReplyTo ? ([["Reply-To", message.ReplyTo]] as [string, string][]) : []),
    ["Message-ID", `<${messageId}@sandbox.invalid>`],
    ...(row.tag ? ([["X-PM-Tag", row.tag]] as [string, string][]) : []),
    ["X-PM-Message-Stream", row.stream],
    ...Object.entries(row.meta).map(([name, value]): [string, string] => [`X-PM-Metadata-${name}`, value]),
    ...(message.Headers ?? []).map(({ Name, Value }): [string, string] => [Name, Value]),
  ];
}

/** The mail as one text with its parts; readable rather than byte-exact MIME. */
export function mailSource(messageId: string, row: LedgerRow, message: Message): string {
  const lines = mailHeaders(messageId, row, message).map(([name, value]) => `${name}: ${value}`);
  const edge = `mk-${messageId}`;
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
