import { z } from "zod";
import type { ActResult } from "../control/act-result.ts";
import type { NewPicture } from "../ledger/inbound-book.ts";
import type { Sandbox } from "../sandbox.ts";
import { receiveText } from "./receive-text.ts";
import { samplePicture } from "./sample-picture.ts";
import { isNumber } from "./send.ts";

/** What a person texts: to whom texted them (`messageId`), or from a number of their own to one of a server's. */
export const textActSchema = z.strictObject({
  action: z.literal("text"),
  messageId: z.string().optional(),
  token: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  body: z.string().max(1600).default(""),
  /** `true`: a picture of the simulator's own; else a file as base64 with the type that the phone says. */
  picture: z.union([z.boolean(), z.strictObject({ type: z.string(), base64: z.base64() })]).default(false),
});

/** Does what a person with a phone would do. */
export function textBack(sandbox: Sandbox, body: z.infer<typeof textActSchema>): ActResult {
  const row = body.messageId === undefined ? undefined : sandbox.ledger.byId(body.messageId);
  if (body.messageId !== undefined && row?.channel !== "sms")
    return { ok: false, why: "There is no such text." };
  const { token = row?.token, from: theirs = row?.to, to: ours = row?.from } = body;
  if (token === undefined || !sandbox.servers.get(token))
    return { ok: false, why: "There is no such server." };
  if (!isNumber(theirs ?? "") || !isNumber(ours ?? ""))
    return { ok: false, why: "A text needs two numbers, each with + and its country code." };
  const pictures = picturesOf(body.picture);
  if (body.body.trim() === "" && pictures.length === 0) return { ok: false, why: "The text is empty." };
  const received = { token, theirs: theirs ?? "", ours: ours ?? "", body: body.body, pictures };
  const { keyword } = receiveText(sandbox, received);
  return { ok: true, did: keyword === undefined ? "texted" : `texted ${keyword}` };
}

function picturesOf(picture: z.infer<typeof textActSchema>["picture"]): NewPicture[] {
  if (picture === false) return [];
  if (picture === true) return [{ type: "image/png", bytes: samplePicture() }];
  return [{ type: picture.type, bytes: Buffer.from(picture.base64, "base64") }];
}
