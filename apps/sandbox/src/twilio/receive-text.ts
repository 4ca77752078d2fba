import type { Inbound, NewPicture } from "../ledger/inbound-book.ts";
import type { Sandbox } from "../sandbox.ts";

/** Twilio's keywords. @source twilio.com/docs/messaging/tutorials/advanced-opt-out */
const KEYWORDS = {
  STOP: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
  START: ["START", "UNSTOP"],
  HELP: ["HELP", "INFO"],
} as const;

/** What a person texts to a server's number. */
export interface ReceivedText {
  token: string;
  theirs: string;
  ours: string;
  body: string;
  pictures: readonly NewPicture[];
}

/**
 * Takes what a person texts: a keyword blocks or unblocks the number for this sender, Twilio answers it by itself, and the
 * account is told in any case.
 */
export function receiveText(sandbox: Sandbox, received: ReceivedText): Inbound {
  const { token, theirs, ours, body } = received;
  const at = Date.now();
  const place = { token, stream: ours, address: theirs };
  const blocked = sandbox.suppressions.find(token, ours, theirs);
  const keyword = keywordOf(body, blocked !== undefined);
  if (keyword === "STOP")
    sandbox.suppressions.add({ ...place, reason: "ManualSuppression", origin: "Recipient", at });
  if (keyword === "START" && blocked) sandbox.suppressions.remove(blocked);
  const text = sandbox.inbound.add({ ...received, channel: "sms", at, ...(keyword && { keyword }) });
  sandbox.events.act({ ...place, kind: "inbound", atMs: at, link: String(text.id) });
  return text;
}

/** YES is a keyword only from who has stopped. */
function keywordOf(body: string, isBlocked: boolean): Inbound["keyword"] {
  const word = body.trim().toUpperCase();
  if (word === "YES") return isBlocked ? "START" : undefined;
  const is = (words: readonly string[]) => words.includes(word);
  if (is(KEYWORDS.STOP)) return "STOP";
  if (is(KEYWORDS.START)) return "START";
  return is(KEYWORDS.HELP) ? "HELP" : undefined;
}
/** What Twilio answers a keyword with, by itself. */
export const KEYWORD_ANSWERS = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
} as const;
