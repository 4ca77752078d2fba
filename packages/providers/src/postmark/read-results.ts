import { domainToASCII } from "node:url";
import * as z from "zod";
import { defaultRetryAfterMs } from "../call-outcome.ts";
import type { OutgoingEmail } from "../email.ts";
import { plainWords } from "../format-failure.ts";
import type { AccountProblem, SendOutcome, SendResult } from "../send-outcome.ts";
import { classifyMailError } from "./classify-error.ts";

const replySchema = z
  .object({
    ErrorCode: z.number().int(),
    Message: z.string().default(""),
    MessageID: z.string().nullish(),
    SubmittedAt: z.string().nullish(),
    To: z.string().nullish(),
  })
  .refine((reply) => reply.ErrorCode !== 0 || reply.MessageID);
type Reply = z.infer<typeof replySchema>;

const emailPattern = /(?<![^\s<>"',:;()])[^\s<>"',:;()]+@[^\s<>"',:;()]*[^\s<>"',:;().]/g;
/** A refusal that we do not know, given to most of so many mails, is about us and not about each of them. */
const MANY = 10;
const unreadable = "The provider's answer could not be read";
const unnamed = "The provider's answer does not say what became of this mail";

/**
 * What a batch's answer says of each mail. Postmark names the receiver of what it accepted; its errors name none. So a
 * reply goes to the mail with its address, one without an address to the mail at its place, and that only while the
 * answer is as long as the batch and nothing in it stands at another's place. What is left over is `unanswered`.
 * @param body the parsed JSON of a 200
 */
export function readResults(mails: readonly OutgoingEmail[], body: unknown): SendOutcome {
  // A 200 that we cannot read means accepted, probably: only asking tells.
  if (!Array.isArray(body)) return { outcome: "unavailable", ambiguous: true, words: unreadable };
  const replies = matchReplies(
    mails,
    body.map((entry) => replySchema.safeParse(entry).data),
  );
  if (replies.size === 0) return { outcome: "unavailable", ambiguous: true, words: unreadable };
  let accountProblem: AccountProblem | undefined;
  let retryAfterMs: number | undefined;
  const strange = [...replies.values()].filter(
    (reply) => reply.ErrorCode !== 0 && classifyMailError(reply.ErrorCode, reply.Message) === "other",
  );
  const strangeToAll = strange.length >= MANY && strange.length > mails.length / 2;
  const results = mails.map((mail): SendResult => {
    const { recipientId } = mail;
    const reply = replies.get(mail);
    if (reply === undefined) return { status: "unanswered", recipientId, words: unnamed };
    if (reply.ErrorCode === 0) return accepted(recipientId, reply);
    const told = classifyMailError(reply.ErrorCode, reply.Message);
    const kind = told === "other" && strangeToAll ? "account" : told;
    const facts = { recipientId, code: reply.ErrorCode, words: plainWords(reply.Message) };
    if (kind === "account") accountProblem ??= { code: facts.code, words: facts.words };
    if (kind === "retry") retryAfterMs = defaultRetryAfterMs;
    return kind === "account" || kind === "retry"
      ? { status: "not_accepted", ...facts }
      : { status: "rejected", kind, ...facts };
  });
  return {
    outcome: "results",
    results,
    ...(accountProblem && { accountProblem }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function matchReplies(
  mails: readonly OutgoingEmail[],
  entries: readonly (Reply | undefined)[],
): Map<OutgoingEmail, Reply> {
  const matched = new Map<OutgoingEmail, Reply>();
  const byAddress = new Map<string, OutgoingEmail[]>();
  for (const mail of mails) {
    const address = addressKey(mail.to);
    byAddress.set(address, [...(byAddress.get(address) ?? []), mail]);
  }
  let inPlace = entries.length === mails.length;
  for (const [index, reply] of entries.entries()) {
    // A refusal may say in its words which address it is about.
    const named =
      reply?.To || reply?.Message.match(emailPattern)?.find((one) => byAddress.has(addressKey(one)));
    if (!named || !reply) {
      inPlace &&= reply !== undefined;
      continue;
    }
    const candidates = byAddress.get(addressKey(named)) ?? [];
    const own = mails[index];
    const mail = own && candidates.includes(own) ? own : candidates.find((one) => !matched.has(one));
    if (mail !== own) inPlace = false;
    // An acceptance is never taken back by a second reply for the same address.
    if (mail && matched.get(mail)?.ErrorCode !== 0) matched.set(mail, reply);
  }
  if (!inPlace) return matched;
  for (const [index, reply] of entries.entries()) {
    const mail = mails[index];
    if (mail && reply && !reply.To && !matched.has(mail)) matched.set(mail, reply);
  }
  return matched;
}

/** Addresses compare without case; a domain may come back in the other of its two spellings. */
function addressKey(address: string): string {
  const bare = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
  const at = bare.lastIndexOf("@");
  const domain = bare.slice(at + 1).trim();
  return `${bare.slice(0, at).trim()}@${domainToASCII(domain) || domain}`.toLowerCase();
}

function accepted(recipientId: string, reply: Reply): SendResult {
  const at = new Date(reply.SubmittedAt ?? Number.NaN);
  return {
    status: "accepted",
    recipientId,
    providerMessageId: reply.MessageID ?? "",
    at: Number.isNaN(at.getTime()) ? new Date() : at,
  };
}
