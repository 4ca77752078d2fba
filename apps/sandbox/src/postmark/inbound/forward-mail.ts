import { z } from "zod";
import type { ActResult } from "../../control/act-result.ts";
import type { Sandbox } from "../../sandbox.ts";
import { actOnMail } from "../act-on-mail.ts";
import { replyToMail } from "./reply-to-mail.ts";

/** What a receiver's friend does with a mail that was handed on to them. */
export const forwardActSchema = z.strictObject({
  action: z.literal("forward"),
  messageId: z.string(),
  /** The friend's address. */
  to: z.email(),
  /** What the friend answers; empty = nothing. */
  body: z.string().max(100_000).default(""),
});

/**
 * Hands a mail on to somebody else, who opens it: the provider counts that as its receiver's, since the picture that tells of it is theirs.
 * What they answer comes from their own address.
 */
export async function forwardMail(
  sandbox: Sandbox,
  { messageId, to, body }: z.infer<typeof forwardActSchema>,
): Promise<ActResult> {
  const opened = await actOnMail(sandbox, { action: "open", messageId });
  if (!opened.ok || body.trim() === "") return opened.ok ? { ok: true, did: "forwarded and opened" } : opened;
  const said = { action: "reply", messageId, body, from: to, automatic: false, unquoted: false } as const;
  const answered = await replyToMail(sandbox, said);
  return answered.ok ? { ...answered, did: "forwarded, opened and answered" } : answered;
}
