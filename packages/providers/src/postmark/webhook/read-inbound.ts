import * as z from "zod";
import type { IncomingAttachment, IncomingMail } from "../../incoming-mail.ts";
import { isAutomatic } from "./is-automatic.ts";

/** Longest parts that are kept, in characters; people write less, and a header has 998 a line. */
const LONGEST = { text: 1_000_000, subject: 1_000, header: 4_000, name: 255, address: 320 };
const MOST_HEADERS = 200;
const MOST_ADDRESSES = 200;
const MOST_ATTACHMENTS = 50;
/** Largest attachment whose content is kept, and of one mail together, in bytes (V13). */
const LARGEST_ATTACHMENT = 10 * 1024 * 1024;
const LARGEST_TOGETHER = 25 * 1024 * 1024;

const text = z.string().catch("");
const person = z.object({ Email: text, Name: text });
const people = z.array(person.catch({ Email: "", Name: "" })).catch([]);
const payloadSchema = z.object({
  MessageID: z.string().min(1).max(200),
  From: text,
  FromName: text,
  FromFull: person.optional().catch(undefined),
  ToFull: people,
  CcFull: people,
  BccFull: people,
  OriginalRecipient: text,
  Subject: text,
  TextBody: text,
  HtmlBody: text,
  StrippedTextReply: text,
  Headers: z.array(z.object({ Name: text, Value: text }).catch({ Name: "", Value: "" })).catch([]),
  Attachments: z.array(z.object({ Name: text, Content: text, ContentType: text, ContentID: text })).catch([]),
});

type Payload = z.infer<typeof payloadSchema>;

export type InboundReading =
  | { readonly ok: true; readonly mail: IncomingMail; readonly attachments: readonly IncomingAttachment[] }
  | { readonly ok: false; readonly providerMessage: string };

/**
 * Reads what Postmark posts for a mail that came in (postmarkapp.com/developer/webhooks/inbound-webhook). Lenient in every part but its
 * id: a part that is missing, null or of another type costs that part and not the mail.
 * @param body JSON as it came, storable (`storableWebhookText`)
 */
export function readInbound(body: string): InboundReading {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, providerMessage: "The mail is no JSON." };
  }
  const read = payloadSchema.safeParse(json);
  if (!read.success) return { ok: false, providerMessage: "The mail has no MessageID." };
  return { ok: true, mail: mailOf(read.data), attachments: attachmentsOf(read.data) };
}

function mailOf(payload: Payload): IncomingMail {
  const headers = payload.Headers.slice(0, MOST_HEADERS).map(({ Name, Value }) => ({
    ...{ name: cut(Name, LONGEST.name), value: cut(Value, LONGEST.header) },
  }));
  const headerOf = (name: string) =>
    headers.find((header) => header.name.toLowerCase() === name)?.value ?? "";
  const sent = [...payload.ToFull, ...payload.CcFull, ...payload.BccFull].map(({ Email }) => Email);
  const to = [payload.OriginalRecipient, ...sent].filter((address) => address.includes("@"));
  const from = payload.FromFull ?? { Email: payload.From, Name: payload.FromName };
  // Of a chain the last one is the mail that is answered.
  const references = [...idsIn(headerOf("in-reply-to")), ...idsIn(headerOf("references")).reverse()];
  return {
    providerMessageId: payload.MessageID,
    from: { name: cut(from.Name, LONGEST.name), address: cut(from.Email, LONGEST.address) },
    to: [...new Set(to)].slice(0, MOST_ADDRESSES).map((address) => cut(address, LONGEST.address)),
    subject: cut(payload.Subject, LONGEST.subject),
    messageId: idsIn(headerOf("message-id"))[0] ?? null,
    references: [...new Set(references)],
    text: cut(payload.TextBody, LONGEST.text),
    html: cut(payload.HtmlBody, LONGEST.text),
    strippedText: cut(payload.StrippedTextReply, LONGEST.text),
    automatic: isAutomatic(headers, from.Email),
    headers,
  };
}

/** What stands in angle brackets; a literal "null" is no id (T39). */
function idsIn(header: string): string[] {
  return [...header.matchAll(/<([^<>\s]{3,500})>/g)].flatMap(([, id]) => (id?.includes("@") ? [id] : []));
}

function attachmentsOf(payload: Payload): IncomingAttachment[] {
  let together = 0;
  return payload.Attachments.slice(0, MOST_ATTACHMENTS).map(({ Name, Content, ContentType, ContentID }) => {
    const bytes = Buffer.byteLength(Content, "base64");
    const kept = bytes <= LARGEST_ATTACHMENT && together + bytes <= LARGEST_TOGETHER;
    if (kept) together += bytes;
    return {
      name: cut(Name, LONGEST.name),
      contentType: cut(ContentType, LONGEST.name),
      contentId: ContentID === "" ? null : cut(ContentID, LONGEST.name),
      bytes,
      content: kept ? Buffer.from(Content, "base64") : null,
    };
  });
}

/** The beginning of a text, without half of a pair at its end. */
function cut(long: string, most: number): string {
  return long.length <= most ? long : long.slice(0, most).toWellFormed();
}
