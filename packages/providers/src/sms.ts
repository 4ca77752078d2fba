/** What core and the worker know of a provider of texts. Core imports these as types only; the worker builds the real one. */

import type { AccountQuestions, RegisterOutcome, TextWebhook } from "./provider-account.ts";
import type { AccountProblem, FindOutcome, SendOptions, SendOutcome } from "./send-outcome.ts";
import type { InboundText } from "./sms-event.ts";

/** One text, ready to go, with our two ids that come back in every report about it. */
export interface OutgoingText {
  readonly attemptId: string;
  readonly recipientId: string;
  /** The organisation's own number, E.164: one sender, so that answers come to where we look for them. */
  readonly from: string;
  /** The number frozen by the claim, E.164. */
  readonly to: string;
  readonly body: string;
  /** Pictures, as addresses that the provider fetches by itself; at most `maxMedia`. */
  readonly mediaUrls?: readonly string[];
  /** Where the provider reports what became of it: the public https address of the api process, without our ids. */
  readonly statusCallbackUrl: string;
}

/** A text whose call was not answered, as the provider would show it: it knows nothing of our ids. */
export interface SoughtText {
  readonly recipientId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** When it was claimed: an older one is not it. */
  readonly claimedAt: Date;
  /** Ids of the provider's that are known to be other texts of ours, such as the same words sent twice. */
  readonly otherIds: ReadonlySet<string>;
}

export interface FindTextOptions {
  /** `fingerprint` of the provider that was called; null when it was not noted. */
  readonly account: string | null;
  readonly signal?: AbortSignal;
}

export interface ListInboundOptions {
  /** Our number, E.164. */
  readonly to: string;
  /** From when on, by the provider's clock. */
  readonly since: Date;
  readonly signal?: AbortSignal;
}

/** `partial`: there are more than were shown, all of them older than the oldest of these. */
export type ListInboundOutcome =
  | { readonly outcome: "listed"; readonly texts: readonly InboundText[]; readonly partial?: boolean }
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly providerMessage: string }
  | { readonly outcome: "unavailable"; readonly providerMessage: string }
  | ({ readonly outcome: "account_problem" } & AccountProblem);

/** A text that the provider has taken. */
export interface SentText {
  readonly providerMessageId: string;
  readonly at: Date;
  readonly to: string;
  /** Without what the provider put before it, lines ended by one character; null where the account hides them. */
  readonly words: string | null;
}

export interface ListSentTextsOptions {
  /** Our number, E.164. */
  readonly from: string;
  readonly since: Date;
  readonly signal?: AbortSignal;
}

/** `partial`: there are more than were shown. */
export type ListSentTextsOutcome =
  | { readonly outcome: "listed"; readonly texts: readonly SentText[]; readonly partial: boolean }
  | Exclude<FindOutcome, { readonly outcome: "found" | "elsewhere" }>;

/** What a picture that somebody texted came to. */
export type FetchMediaOutcome =
  | { readonly outcome: "fetched"; readonly bytes: Uint8Array }
  /** The provider does not have it yet: again in some seconds. */
  | { readonly outcome: "not_yet" }
  | { readonly outcome: "too_large" }
  /** For good: it is gone, or its address is not one of this account's. */
  | { readonly outcome: "refused"; readonly providerMessage: string }
  | { readonly outcome: "unavailable"; readonly providerMessage: string };

export interface FetchMediaOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** What one text may carry. */
export interface SmsLimits {
  readonly maxCharacters: number;
  readonly maxMedia: number;
}

/** A provider of texts for one organisation (one account, one set of keys). Methods never throw for expected trouble. */
export interface SmsProvider extends AccountQuestions {
  readonly limits: SmsLimits;
  /**
   * Names the account that calls go to, without any key in it and without asking anybody. Kept with a call before it is
   * made: only the same account's absence says something of it.
   */
  fingerprint(): string;
  /** Hand over one text: `results` of the outcome has its one result. */
  sendText(text: OutgoingText, options: SendOptions): Promise<SendOutcome>;
  /**
   * Whether the provider has a text whose call was not answered: by its two numbers, its words and its time. Several that
   * cannot be told apart are `partial` without any found: then it is neither proven nor absent, and a person decides.
   */
  findText(text: SoughtText, options: FindTextOptions): Promise<FindOutcome>;
  /** What was sent from one of our numbers since then. */
  listSent(options: ListSentTextsOptions): Promise<ListSentTextsOutcome>;
  /** What people texted to one of our numbers, newest first: the net under webhooks that never came. */
  listInbound(options: ListInboundOptions): Promise<ListInboundOutcome>;
  /** Has it hand over what people text to a number. Twice is once. */
  registerInbound(webhook: TextWebhook): Promise<RegisterOutcome>;
  /** A picture of an inbound text. @param url as its webhook or the list named it */
  fetchMedia(url: string, options: FetchMediaOptions): Promise<FetchMediaOutcome>;
}
