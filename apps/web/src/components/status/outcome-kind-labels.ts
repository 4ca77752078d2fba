import type { BounceWord, dropReasons } from "@packpost/core/campaign/outcome-kinds";

interface OutcomeKind {
  word: string;
  /** What it means for this person, one or two sentences. */
  meaning: string;
  /** What to do now. */
  advice: string;
}

/** Kinds of a dropped mail (C9, article 003): the provider refused it before sending. */
export const dropKinds: Record<(typeof dropReasons)[number], OutcomeKind> = {
  invalid_address: {
    word: "Invalid address",
    meaning: "The mail provider says that this is no address one can write to.",
    advice: "Look for a typing mistake and correct the address in the customer's file.",
  },
  earlier_bounce: {
    word: "Earlier bounce",
    meaning: "An earlier mail to this address bounced, so the mail provider does not try it again.",
    advice:
      "Ask the customer for another address. If this one works again, an owner or admin can lift the block.",
  },
  earlier_complaint: {
    word: "Earlier complaint",
    meaning: "The person marked an earlier mail as spam, so the mail provider does not write to them again.",
    advice: "Nothing by email: a complaint is final. Reach them another way if you must.",
  },
  unsubscribed: {
    word: "Unsubscribed at the mail provider",
    meaning: "The person told the mail provider that they want no more campaigns.",
    advice: "Only they can subscribe again.",
  },
  blocked_by_hand: {
    word: "Blocked by hand",
    meaning: "Somebody of your team, or of the mail provider, blocked the address.",
    advice: "If they agree to be written to, an owner or admin can lift the block.",
  },
  inactive: {
    word: "Blocked at the mail provider",
    meaning:
      "The address is blocked at the mail provider. We are finding out why; that takes a minute or two.",
    advice: "Look again in a moment.",
  },
  other: {
    word: "Refused by the mail provider",
    meaning: "The mail provider refused it and gives no reason that we know. Its own words stand beside it.",
    advice: "Read the provider's words. If they do not help, resend it to those who failed.",
  },
};

/** Kinds of a bounce: the address for good, for now, or a refusal of the sender or the text. */
export const bounceKinds: Record<BounceWord, OutcomeKind> = {
  hard: {
    word: "Hard bounce",
    meaning: "There is no such mailbox, or it takes no mail for good. So the address is blocked.",
    advice: "Ask the customer for another address.",
  },
  soft: {
    word: "Soft bounce",
    meaning:
      "The mailbox could not take it just now, for instance because it is full. The next mail may arrive.",
    advice: "Nothing has to be done. Resend it to those who failed if it matters.",
  },
  blocked: {
    word: "Blocked",
    meaning: "The customer's mail provider blocks the sender. The address itself is fine.",
    advice:
      "Ask the customer to add the sender's address to their approved senders, or to ask their mail provider not to block it any more.",
  },
  policy: {
    word: "Refused by your domain's rules",
    meaning: "The rules of the sender's own domain (DMARC) told the customer's mail provider to refuse it.",
    advice: "Look at the check of the sender's domain in the settings.",
  },
  spam_content: {
    word: "Taken for spam",
    meaning:
      "The customer's mail server refused it as spam because of its content. The whole campaign pauses then and says so.",
    advice:
      "Take out what looks like spam, for instance upper case letters in the subject or many links, before you send more.",
  },
};
