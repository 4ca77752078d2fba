import type { Server } from "../servers/server.ts";
import type { ServerBook } from "../servers/server-book.ts";
import { type PostmarkError, refusal, unknownStream } from "./errors.ts";
import type { Message } from "./message.ts";
import { type Mailbox, parseAddresses } from "./parse-addresses.ts";

const MAX_BODY_CHARACTERS = 5 * 1024 * 1024;

export interface CheckedMessage {
  to: Mailbox[];
  all: Mailbox[];
  stream: string;
}

/**
 * Checks what a message says, in Postmark's order and words, apart from who is suppressed.
 * Limits: https://postmarkapp.com/developer/user-guide/send-email-with-api (50 recipients, 5 MB a body,
 * 10 metadata fields with names ≤ 20 and values ≤ 80 characters).
 */
export function checkMessage(
  servers: ServerBook,
  server: Server,
  message: Message,
): CheckedMessage | PostmarkError {
  const invalid = (text: string) => refusal(300, text);
  const from = parseAddresses(message.From);
  if ("illegal" in from || from.length !== 1) {
    return invalid(`Invalid 'From' address: '${message.From ?? ""}'.`);
  }
  const all: Mailbox[] = [];
  let to: Mailbox[] = [];
  for (const field of ["To", "Cc", "Bcc"] as const) {
    const mailboxes = parseAddresses(message[field]);
    if ("illegal" in mailboxes) return invalid(`Invalid '${field}' address: '${mailboxes.illegal}'.`);
    if (field === "To") to = mailboxes;
    all.push(...mailboxes);
  }
  if (to.length === 0) return invalid("Zero recipients specified");
  if (all.length > 50) return invalid("Too many recipients specified. Maximum is 50.");
  if (!message.HtmlBody && !message.TextBody) {
    return invalid("Provide either email TextBody or HtmlBody or both.");
  }
  if (
    (message.HtmlBody?.length ?? 0) > MAX_BODY_CHARACTERS ||
    (message.TextBody?.length ?? 0) > MAX_BODY_CHARACTERS
  ) {
    return invalid("The body of the message is larger than 5 MB.");
  }
  if ((message.Subject?.length ?? 0) > 2000) return invalid("The 'Subject' is longer than 2000 characters.");
  if ((message.Tag?.length ?? 0) > 1000) return invalid("The 'Tag' is longer than 1000 characters.");
  const metadata = checkMetadata(message.Metadata ?? {});
  if (metadata) return invalid(metadata);
  const stream = message.MessageStream ?? "outbound";
  if (!servers.stream(server, stream)) return unknownStream;
  return { to, all, stream };
}

function checkMetadata(metadata: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(metadata);
  if (names.length > 10) return "Metadata can have at most 10 fields.";
  const mayCollide = names.some((name) => name !== name.toLowerCase());
  if (mayCollide && new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    return "Metadata has the same field twice.";
  }
  for (const name of names) {
    if (name.length > 20) return `The metadata field name '${name}' is longer than 20 characters.`;
    if ((metadata[name]?.length ?? 0) > 80)
      return `The metadata field '${name}' is longer than 80 characters.`;
  }
  return undefined;
}
