import type { Sandbox } from "../sandbox.ts";
import type { Server } from "../servers/server.ts";
import { type Drafted, draftMessage } from "./draft-message.ts";
import type { PostmarkError } from "./errors.ts";
import type { Message } from "./message.ts";

export interface SendAnswer {
  ErrorCode: number;
  Message: string;
  To?: string;
  Cc?: string;
  Bcc?: string;
  SubmittedAt?: string;
  MessageID?: string;
}

/**
 * Accepts messages: checks each, writes the good ones to the ledger, schedules their lives.
 * When it returns, what it answers "OK" is on disk.
 * @param raw the request body as it came
 */
export function accept(
  sandbox: Sandbox,
  server: Server,
  raw: Buffer,
  messages: readonly { message: Message; place: number }[],
): SendAnswer[] {
  const nowMs = Date.now();
  const SubmittedAt = new Date(nowMs).toISOString();
  const decided: (Drafted | PostmarkError)[] = messages.map(({ message, place }) =>
    draftMessage(sandbox, server, message, place),
  );
  const drafts = decided.flatMap((each) => ("draft" in each ? [each.draft] : []));
  const first = sandbox.ledger.append(server.token, nowMs, raw, drafts);
  sandbox.lifecycle.accepted(first, drafts.length);
  let seq = first;
  return decided.map((each, place) => {
    if (!("draft" in each)) return { ErrorCode: each.ErrorCode, Message: each.Message };
    const message = messages[place]?.message;
    return {
      To: each.draft.to,
      ...(message?.Cc ? { Cc: message.Cc } : {}),
      ...(message?.Bcc ? { Bcc: message.Bcc } : {}),
      SubmittedAt,
      MessageID: sandbox.ledger.messageId(seq++),
      ErrorCode: 0,
      Message: each.answer,
    };
  });
}
