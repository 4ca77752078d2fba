import type { FindOutcome, FoundMessage } from "../send-outcome.ts";
import type { FindTextOptions, SoughtText } from "../sms.ts";
import { fingerprintOf } from "./account.ts";
import type { TwilioSettings } from "./call.ts";
import { type ListedMessage, listMessages } from "./list-messages.ts";

/** Twilio's times are whole seconds, and its clock is not ours. */
const CLOCKS_DIFFER_MS = 5_000;
/** Before the words of a trial account's texts. */
const trialWords = /^Sent from your Twilio trial account - /;

/**
 * Whether Twilio has a text: by From, To, words, and created since the claim. One that fits is it. Several that fit and are
 * not known to be others, or words that the account keeps hidden, prove nothing: `partial` and nobody found.
 */
export async function findText(
  settings: TwilioSettings,
  sought: SoughtText,
  { account, signal }: FindTextOptions,
): Promise<FindOutcome> {
  const { from, to, claimedAt, otherIds } = sought;
  const since = new Date(claimedAt.getTime() - CLOCKS_DIFFER_MS);
  const listed = await listMessages(settings, { from, to, since, signal });
  if (listed.outcome !== "listed") return listed;
  const ours = listed.messages.filter(
    ({ sid, direction, ...numbers }) =>
      direction.startsWith("outbound") && numbers.from === from && numbers.to === to && !otherIds.has(sid),
  );
  const [fitting, ...more] = ours.filter(({ body }) => isSameText(body ?? "", sought.body));
  if (fitting && more.length === 0)
    return { outcome: "found", byRecipient: new Map([[sought.recipientId, foundOf(fitting)]]) };
  const undecided = fitting !== undefined || ours.some(({ body }) => isHidden(body)) || listed.partial;
  if (undecided) return { outcome: "found", byRecipient: new Map(), partial: true };
  return account === fingerprintOf(settings.accountSid)
    ? { outcome: "found", byRecipient: new Map() }
    : { outcome: "elsewhere" };
}

const foundOf = ({ sid, status, dateCreated }: ListedMessage): FoundMessage => ({
  ...{ providerMessageId: sid, status, at: dateCreated },
});

/** Blanks at the ends and line ends may have changed on the way. */
export const plainWords = (text: string) => text.replaceAll(/\r\n?/g, "\n").trim();

function isSameText(theirs: string, ours: string): boolean {
  return withoutTrial(theirs) === plainWords(ours);
}

/** What somebody else than we put before it left out. */
export const withoutTrial = (theirs: string) => plainWords(theirs.replace(trialWords, ""));

/** An account that hides the words of its texts shows none, or asterisks. */
export const isHidden = (body: string | null) => body === null || /^\*+$/.test(body.trim());
