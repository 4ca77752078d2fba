import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ActResult } from "../control/act.ts";
import type { LedgerRow } from "../ledger/message.ts";
import type { Sandbox } from "../sandbox.ts";
import { post } from "../webhooks/post.ts";
import { type Message, readMessage } from "./message.ts";

const knob = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);

/** What somebody answers to a mail. */
export const replyActSchema = z.strictObject({
  action: z.literal("reply"),
  messageId: z.string(),
  body: z.string().max(100_000),
  /** Written by their program: out of office. */
  automatic: knob,
  /** Without what their program quotes. */
  unquoted: knob,
  /** From another address than the mail went to. */
  from: z.string().max(320).default(""),
});

/** Answers a mail as its receiver would: the server's inbound webhook is posted what Postmark would post. */
export async function replyToMail(
  sandbox: Sandbox,
  body: z.infer<typeof replyActSchema>,
): Promise<ActResult> {
  const row = sandbox.ledger.byId(body.messageId);
  if (row?.channel !== "email") return { ok: false, why: "There is no such mail." };
  const server = sandbox.servers.get(row.token);
  if (server?.inboundUrl === undefined) return { ok: false, why: "Nobody takes the answers of this server." };
  const credentials = `${server.webhookUser ?? ""}:${server.webhookPassword ?? ""}`;
  const headers = {
    "content-type": "application/json",
    "user-agent": "Postmark",
    authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
  };
  const answer = JSON.stringify(inboundPayload(row, readMessage(sandbox.ledger, row), body));
  const status = await post(server.inboundUrl, { headers, body: answer });
  return status === 200
    ? { ok: true, did: "replied", status }
    : { ok: false, why: `The answer was not taken (${status || "no answer"}).` };
}

/** @source postmarkapp.com/developer/webhooks/inbound-webhook */
function inboundPayload(row: LedgerRow, message: Message, said: z.infer<typeof replyActSchema>): object {
  const to = message.ReplyTo || bare(row.from);
  const from = said.from.trim() || bare(row.to);
  const person = (Email: string) => ({ Email, Name: "", MailboxHash: /\+([^@]*)@/.exec(Email)?.[1] ?? "" });
  const header = (name: string) =>
    message.Headers?.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? undefined;
  const answered = header("message-id") ?? `<${row.id}@mtasv.net>`;
  return {
    FromName: "",
    MessageStream: "inbound",
    From: from,
    FromFull: person(from),
    To: to,
    ToFull: [person(to)],
    Cc: "",
    CcFull: [],
    Bcc: "",
    BccFull: [],
    OriginalRecipient: to,
    Subject: `${said.automatic ? "Out of office" : "Re"}: ${row.subject}`,
    MessageID: randomUUID(),
    ReplyTo: "",
    MailboxHash: person(to).MailboxHash,
    Date: new Date().toUTCString(),
    TextBody: said.unquoted ? said.body : `${said.body}\n\n${quote(row, message)}`,
    HtmlBody: "",
    StrippedTextReply: said.body,
    Tag: "",
    Headers: [
      { Name: "Message-ID", Value: `<${randomUUID()}@${from.split("@").at(-1)}>` },
      { Name: "In-Reply-To", Value: answered },
      { Name: "References", Value: [header("references"), answered].filter(Boolean).join(" ") },
      ...(said.automatic ? [{ Name: "Auto-Submitted", Value: "auto-replied" }] : []),
    ],
    Attachments: [],
  };
}

/** As most programs do: who wrote when, then each line marked. */
function quote(row: LedgerRow, message: Message): string {
  const at = new Date(row.at).toUTCString();
  const lines = (message.TextBody ?? "").trimEnd().split("\n");
  return `On ${at}, ${row.from} wrote:\n\n${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n`;
}

function bare(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}
