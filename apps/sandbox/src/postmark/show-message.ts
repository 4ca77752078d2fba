import type { LedgerRow } from "../ledger/message.ts";
import type { Call } from "./call.ts";
import { readMessage } from "./message.ts";
import { type Mailbox, parseAddresses } from "./parse-addresses.ts";

/** A message as Postmark's search lists it. */
export function showMessage(
  { sandbox, server }: Call,
  row: LedgerRow,
  message = readMessage(sandbox.ledger, row),
) {
  const mailboxes = (field: string | null | undefined): Mailbox[] => {
    const parsed = parseAddresses(field);
    return "illegal" in parsed ? [] : parsed;
  };
  const To = mailboxes(row.to);
  const Cc = mailboxes(message.Cc);
  const Bcc = mailboxes(message.Bcc);
  return {
    Tag: row.tag ?? "",
    MessageID: row.id,
    To,
    Cc,
    Bcc,
    Recipients: [...To, ...Cc, ...Bcc].map((mailbox) => mailbox.Email),
    ReceivedAt: new Date(row.at).toISOString(),
    From: row.from,
    Subject: row.subject,
    Attachments: (message.Attachments ?? []).map((file) => file.Name),
    Status: "Sent",
    TrackOpens: message.TrackOpens ?? server.trackOpens,
    TrackLinks: message.TrackLinks ?? (server.trackLinks ? "HtmlAndText" : "None"),
    Metadata: row.meta,
    MessageStream: row.stream,
    Sandboxed: false,
  };
}
