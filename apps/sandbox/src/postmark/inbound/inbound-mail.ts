import { randomUUID } from "node:crypto";
import type { Server } from "../../servers/server.ts";
import { post } from "../../webhooks/post.ts";

/** A mail on its way to one of a server's inbound addresses. */
export interface IncomingMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Without what it quotes. */
  readonly stripped?: string;
  readonly headers?: readonly { readonly Name: string; readonly Value: string }[];
}

/**
 * Posts a mail to the server's inbound webhook as Postmark does.
 * @returns the receiver's status; 0 when it did not answer, undefined when the server has no such webhook
 */
export async function postInbound(server: Server, mail: IncomingMail): Promise<number | undefined> {
  if (server.inboundUrl === undefined) return undefined;
  const url = new URL(server.inboundUrl);
  // As it was registered: with user and password in its address.
  const credentials =
    url.password === ""
      ? `${server.webhookUser ?? ""}:${server.webhookPassword ?? ""}`
      : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  const headers = {
    "content-type": "application/json",
    "user-agent": "Postmark",
    authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
  };
  return post(url.href, { headers, body: JSON.stringify(inboundPayload(mail)) });
}

/** @source postmarkapp.com/developer/webhooks/inbound-webhook */
function inboundPayload({ from, to, subject, text, html, stripped, headers }: IncomingMail): object {
  const address = bare(from);
  const person = (Email: string) => ({ Email, Name: "", MailboxHash: /\+([^@]*)@/.exec(Email)?.[1] ?? "" });
  const FromName = /^\s*"?([^"<]*?)"?\s*<[^<>]+>\s*$/.exec(from)?.[1] ?? "";
  return {
    FromName,
    MessageStream: "inbound",
    From: address,
    FromFull: { ...person(address), Name: FromName },
    To: to,
    ToFull: [person(to)],
    Cc: "",
    CcFull: [],
    Bcc: "",
    BccFull: [],
    OriginalRecipient: to,
    Subject: subject,
    MessageID: randomUUID(),
    ReplyTo: "",
    MailboxHash: person(to).MailboxHash,
    Date: new Date().toUTCString(),
    TextBody: text,
    HtmlBody: html ?? "",
    StrippedTextReply: stripped ?? "",
    Tag: "",
    Headers: [
      { Name: "Message-ID", Value: `<${randomUUID()}@${address.split("@").at(-1)}>` },
      ...(headers ?? []),
    ],
    Attachments: [],
  };
}

/** The address of a mailbox, without its name. */
export function bare(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}
