import { z } from "zod";
import type { ActResult } from "../../control/act-result.ts";
import type { LedgerRow } from "../../ledger/message.ts";
import type { Sandbox } from "../../sandbox.ts";
import { type Message, readMessage } from "../message.ts";
import { bare, type IncomingMail, postInbound } from "./inbound-mail.ts";

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
  const status = await postInbound(server, answerOf(row, readMessage(sandbox.ledger, row), body));
  return status === 200
    ? { ok: true, did: "replied", status }
    : { ok: false, why: `The answer was not taken (${status || "no answer"}).` };
}

function answerOf(row: LedgerRow, message: Message, said: z.infer<typeof replyActSchema>): IncomingMail {
  const header = (name: string) =>
    message.Headers?.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? undefined;
  const answered = header("message-id") ?? `<${row.id}@mtasv.net>`;
  return {
    from: said.from.trim() || bare(row.to),
    to: message.ReplyTo || bare(row.from),
    subject: `${said.automatic ? "Out of office" : "Re"}: ${row.subject}`,
    text: said.unquoted ? said.body : `${said.body}\n\n${quote(row, message)}`,
    stripped: said.body,
    headers: [
      { Name: "In-Reply-To", Value: answered },
      { Name: "References", Value: [header("references"), answered].filter(Boolean).join(" ") },
      ...(said.automatic ? [{ Name: "Auto-Submitted", Value: "auto-replied" }] : []),
    ],
  };
}

/** As most programs do: who wrote when, then each line marked. */
function quote(row: LedgerRow, message: Message): string {
  const at = new Date(row.at).toUTCString();
  const lines = (message.TextBody ?? "").trimEnd().split("\n");
  return `On ${at}, ${row.from} wrote:\n\n${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n`;
}
