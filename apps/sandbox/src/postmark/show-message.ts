import type { LedgerRow } from "../ledger/row.ts";
import { type Mailbox, parseAddresses } from "./parse-addresses.ts";

/** A message as Postmark's search lists it. */
export function showMessage(row: LedgerRow) {
  const mailboxes = (field: string | undefined): Mailbox[] => {
    const parsed = parseAddresses(field);
    return "illegal" in parsed ? [] : parsed;
  };
  const To = mailboxes(row.to);
  const Cc = mailboxes(row.cc);
  const Bcc = mailboxes(row.bcc);
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
    Attachments: row.attachments ?? [],
    Status: "Sent",
    TrackOpens: row.trackOpens,
    TrackLinks: row.trackLinks,
    Metadata: row.meta,
    MessageStream: row.stream,
    Sandboxed: false,
  };
}
