/** What core and the worker know of a mail provider. Core imports these as types only; the worker builds the real one. */

import type { EmailSuppressionList } from "./email-suppressions.ts";
import type { AccountQuestions, EmailWebhooks, RegisterOutcome } from "./provider-account.ts";
import type { FindOutcome, SendOptions, SendOutcome } from "./send-outcome.ts";
import type { SenderDomains } from "./sender-domain.ts";

/** `bulk`: to many at once; `transactional`: somebody waits for it. What a provider calls them only its adapter knows. */
export type EmailStream = "bulk" | "transactional";

/** One person or organisation with an address; the adapter writes the header. */
export interface EmailSender {
  /** Display name as people read it; may be empty. */
  readonly name: string;
  /** Bare address. */
  readonly email: string;
}

/**
 * A text that many mails share: what is the same for everybody, cut where each one's own stands between two pieces. Mails of
 * one series hold the very same `fixed`, so that an adapter writes it for the wire once and not once a mail.
 */
export interface MergedText {
  /** One more than `own`. */
  readonly fixed: readonly string[];
  readonly own: readonly string[];
}

/** One mail, ready to go: rendered, addressed, with our two ids that come back in every provider event. */
export interface OutgoingEmail {
  readonly attemptId: string;
  readonly recipientId: string;
  /** Of a mail of a broadcast: which. Comes back in lists of what was sent, for a database that has forgotten its recipients. */
  readonly broadcastId?: string;
  readonly from: EmailSender;
  /** The bare address frozen by the claim. */
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string | MergedText;
  readonly text: string | MergedText;
  readonly stream: EmailStream;
  /** Provider's tag, e.g. `campaign`. One per mail. */
  readonly tag?: string;
  /** RFC 8058 one-click POST address (not the page of the visible link); sets List-Unsubscribe and List-Unsubscribe-Post. Required on the bulk stream. */
  readonly unsubscribeUrl?: string;
  /** Written by a program: `mass` to many at once, `single` to one. Either way no machine is to answer it (K35). Left out = by a person. */
  readonly automated?: "mass" | "single";
  /** Its Message-ID, without angle brackets, which the provider is to keep: an answer names it (T40). */
  readonly messageId?: string;
  /** Message-IDs of the mails before it in the same conversation, oldest first. */
  readonly references?: readonly string[];
  readonly trackOpens: boolean;
  readonly trackLinks: boolean;
}

export interface FindOptions {
  /** Stream the attempt went to: the provider's search looks at one stream at a time. */
  readonly stream: EmailStream;
  /** `fingerprint` of the provider that was called; null when it was not noted. */
  readonly account: string | null;
  readonly signal?: AbortSignal;
}

/** A mail that the provider has taken. */
export interface SentMail {
  readonly providerMessageId: string;
  readonly at: Date;
  /** As it was written to. */
  readonly to: string;
  readonly tag: string | null;
  /** Ours, where it came with them. */
  readonly attemptId: string | null;
  readonly recipientId: string | null;
  readonly broadcastId: string | null;
}

export interface ListSentMailsOptions {
  readonly stream: EmailStream;
  /** By the provider's clock; both inclusive. */
  readonly from: Date;
  readonly until: Date;
  readonly signal?: AbortSignal;
}

/** `partial`: there are some that cannot be shown. */
export type ListSentMailsOutcome =
  | { readonly outcome: "listed"; readonly mails: readonly SentMail[]; readonly partial: boolean }
  | Exclude<FindOutcome, { readonly outcome: "found" | "elsewhere" }>;

/** What one call may carry; the caller sizes its batches by both. */
export interface EmailLimits {
  readonly maxMailsPerBatch: number;
  readonly maxBytesPerBatch: number;
}

/** A mail provider for one organisation (one account, one set of keys). Methods never throw for expected trouble. */
export interface EmailProvider extends SenderDomains, AccountQuestions {
  readonly limits: EmailLimits;
  /**
   * Names the account that calls on this stream go to, without any key in it and without asking anybody. Kept with a call
   * before it is made: only the same account's absence says something of it.
   */
  fingerprint(stream: EmailStream): string;
  /** Hand over 1 to `maxMailsPerBatch` mails of one attempt. */
  sendBatch(mails: readonly OutgoingEmail[], options: SendOptions): Promise<SendOutcome>;
  /**
   * Which mails of this attempt the provider has. Never ask before `call_until` + 60 s. What is found counts whichever
   * account was called; who is missing is absent only if it was this one (`partial` or `elsewhere` otherwise).
   */
  findByAttempt(attemptId: string, options: FindOptions): Promise<FindOutcome>;
  /**
   * What was sent on a stream in some time, with or without ids of ours: what a database that was put back does not know of. Part by part,
   * at most 10,000 each; ends with the first part that is not listed.
   */
  listSent(options: ListSentMailsOptions): AsyncIterable<ListSentMailsOutcome>;
  readonly suppressions: EmailSuppressionList;
  /** Has it report to us. Twice is once. */
  registerWebhooks(hooks: EmailWebhooks): Promise<RegisterOutcome>;
}
