import { domainToASCII } from "node:url";
import { defaultRetryAfterMs } from "../call-outcome.ts";
import type { OutgoingEmail } from "../email.ts";
import { plainWords } from "../format-failure.ts";
import type { AccountProblem, SendOutcome, SendResult } from "../send-outcome.ts";
import { classifyMailError } from "./classify-error.ts";

interface Reply {
  readonly ErrorCode: number;
  readonly Message: string;
  readonly MessageID: string;
  readonly SubmittedAt: string;
  /** The receiver of what was accepted; "" where none is named. */
  readonly To: string;
}

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
  if (!Array.isArray(body)) return { outcome: "unavailable", ambiguous: true, providerMessage: unreadable };
  const replies = matchReplies(mails, body.map(readReply));
  if (replies.size === 0) return { outcome: "unavailable", ambiguous: true, providerMessage: unreadable };
  let accountProblem: AccountProblem | undefined;
  let retryAfterMs: number | undefined;
  const strange = [...replies.values()].filter(
    (reply) => reply.ErrorCode !== 0 && classifyMailError(reply.ErrorCode, reply.Message) === "other",
  );
  const strangeToAll = strange.length >= MANY && strange.length > mails.length / 2;
  const results = mails.map((mail): SendResult => {
    const { recipientId } = mail;
    const reply = replies.get(mail);
    if (reply === undefined) return { status: "unanswered", recipientId, providerMessage: unnamed };
    if (reply.ErrorCode === 0) return accepted(recipientId, reply);
    const told = classifyMailError(reply.ErrorCode, reply.Message);
    const kind = told === "other" && strangeToAll ? "account" : told;
    const facts = { recipientId, code: reply.ErrorCode, providerMessage: plainWords(reply.Message) };
    if (kind === "account") accountProblem ??= { code: facts.code, providerMessage: facts.providerMessage };
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

/** One entry of an answer, by hand: it is read for every mail. @returns undefined for what is none that we know */
function readReply(entry: unknown): Reply | undefined {
  if (typeof entry !== "object" || entry === null || !("ErrorCode" in entry)) return undefined;
  const { ErrorCode } = entry;
  if (typeof ErrorCode !== "number" || !Number.isSafeInteger(ErrorCode)) return undefined;
  const Message = "Message" in entry && entry.Message !== undefined ? entry.Message : "";
  const MessageID = "MessageID" in entry ? (entry.MessageID ?? "") : "";
  const SubmittedAt = "SubmittedAt" in entry ? (entry.SubmittedAt ?? "") : "";
  const To = "To" in entry ? (entry.To ?? "") : "";
  if (typeof Message !== "string" || typeof MessageID !== "string") return undefined;
  if (typeof SubmittedAt !== "string" || typeof To !== "string") return undefined;
  // Accepted, and no id to ask by: not an answer.
  return ErrorCode === 0 && MessageID === "" ? undefined : { ErrorCode, Message, MessageID, SubmittedAt, To };
}

function matchReplies(
  mails: readonly OutgoingEmail[],
  entries: readonly (Reply | undefined)[],
): Map<OutgoingEmail, Reply> {
  const inOrder = matchInOrder(mails, entries);
  if (inOrder) return inOrder;
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

/** Nearly every answer: one reply a mail, each naming its receiver as we wrote it, in our order. */
function matchInOrder(
  mails: readonly OutgoingEmail[],
  entries: readonly (Reply | undefined)[],
): Map<OutgoingEmail, Reply> | undefined {
  if (entries.length !== mails.length) return undefined;
  const matched = new Map<OutgoingEmail, Reply>();
  for (const [index, mail] of mails.entries()) {
    const reply = entries[index];
    if (reply === undefined || reply.ErrorCode !== 0 || reply.To !== mail.to) return undefined;
    matched.set(mail, reply);
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
  const at = new Date(reply.SubmittedAt || Number.NaN);
  return {
    status: "accepted",
    recipientId,
    providerMessageId: reply.MessageID,
    at: Number.isNaN(at.getTime()) ? new Date() : at,
  };
}
