import { z } from "zod";
import { actOnMail, mailActSchema } from "../postmark/act-on-mail.ts";
import { forwardActSchema, forwardMail } from "../postmark/inbound/forward-mail.ts";
import { replyActSchema, replyToMail } from "../postmark/inbound/reply-to-mail.ts";
import { writeActSchema, writeFirst } from "../postmark/inbound/write-first.ts";
import type { Sandbox } from "../sandbox.ts";
import { textActSchema, textBack } from "../twilio/text-back.ts";
import type { ActResult } from "./act-result.ts";

export const actBodySchema = z.discriminatedUnion("action", [
  mailActSchema,
  replyActSchema,
  forwardActSchema,
  textActSchema,
  writeActSchema,
]);
export type ActBody = z.infer<typeof actBodySchema>;

/** Does what a customer would do: with a mail, or with a phone. */
export async function act(sandbox: Sandbox, body: ActBody): Promise<ActResult> {
  if (body.action === "reply") return replyToMail(sandbox, body);
  if (body.action === "forward") return forwardMail(sandbox, body);
  if (body.action === "write") return writeFirst(sandbox, body);
  return body.action === "text" ? textBack(sandbox, body) : actOnMail(sandbox, body);
}
