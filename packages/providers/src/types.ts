/** What core and the worker know of a mail provider. Core imports these as types only; the worker builds the real one. */

import type { SenderDomainReading, SenderPartReading } from "./sender-domain.ts";

/** One mail, ready to go: rendered, addressed, with our two ids that come back in every provider event. */
export interface OutgoingMail {
  readonly attemptId: string;
  readonly recipientId: string;
  /** RFC 5322 mailbox, e.g. `"Riverside Dog Parks" <news@riverside.example>`; build it with `mailbox()` of postmark/mailbox. */
  readonly from: string;
  /** The bare address frozen by the claim. */
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Provider's message stream id: `broadcast` or `outbound`. */
  readonly stream: string;
  /** Provider's tag, e.g. `campaign`. One per mail. */
  readonly tag?: string;
  /** RFC 8058 one-click POST address (not the page of the visible link); sets List-Unsubscribe and List-Unsubscribe-Post. Required on the broadcast stream. */
  readonly unsubscribeUrl?: string;
  /** Written by a program: `mass` to many at once, `single` to one. Either way no machine is to answer it (K35). */
  readonly automated: "mass" | "single";
  readonly trackOpens: boolean;
  readonly trackLinks: boolean;
}

/**
 * The moment after which nothing may be written to the provider. Make it with `startCallDeadline`
 * BEFORE the claim statement is sent, so that it never lies after the row's `call_until`.
 */
export interface CallDeadline {
  /** Milliseconds left; zero or less means the call must not happen. Read synchronously right before each write. */
  remainingMs(): number;
}

export interface SendOptions {
  readonly deadline: CallDeadline;
  /** Cancellation from outside (activity cancelled, shutdown). Before the first write: nothing is sent. */
  readonly signal?: AbortSignal;
}

/** What became of one mail of a call that was answered. */
export type MailResult =
  | {
      readonly status: "accepted";
      readonly recipientId: string;
      readonly providerMessageId: string;
      readonly at: Date;
    }
  /** For good: this row fails, the others go on. */
  | {
      readonly status: "rejected";
      readonly recipientId: string;
      readonly kind: "invalid_address" | "inactive_recipient" | "other";
      readonly code: number;
      readonly words: string;
    }
  /** Surely not accepted, and not the recipient's fault: back to waiting (see `accountProblem` of the outcome). */
  | {
      readonly status: "not_accepted";
      readonly recipientId: string;
      readonly code: number;
      readonly words: string;
    }
  /** The answer says nothing of this mail that can be told from another's: the provider is to be asked. */
  | { readonly status: "unanswered"; readonly recipientId: string; readonly words: string };

/** Something about our account, sender or request is wrong: the campaign pauses and shows these words. */
export interface AccountProblem {
  /** Provider's error code, or the HTTP status where the provider gave none. */
  readonly code: number;
  readonly words: string;
}

/** What became of a whole call. Everything except `results` and `unavailable` with `ambiguous` is surely not accepted. */
export type SendOutcome =
  /** One result per mail, in the order given, matched by address. `accountProblem` is set when one stopped (part of) the batch. */
  | {
      readonly outcome: "results";
      readonly results: readonly MailResult[];
      readonly accountProblem?: AccountProblem;
      /** Some mails came back for a passing reason: wait this long before trying them again. */
      readonly retryAfterMs?: number;
    }
  /** 429: nothing accepted; everyone of this account waits that long. */
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly words: string }
  /** 5xx, network, cut off. `ambiguous`: the whole request was written, so the provider may have accepted it: ask it. */
  | {
      readonly outcome: "unavailable";
      readonly ambiguous: boolean;
      readonly words: string;
      readonly retryAfterMs?: number;
    }
  | ({ readonly outcome: "account_problem" } & AccountProblem)
  /** The deadline had passed before the last byte: no whole request was written. */
  | { readonly outcome: "too_late" };

/** A mail of ours that the provider knows. */
export interface FoundMail {
  readonly providerMessageId: string;
  /** Provider's own word, e.g. `Sent`, `Queued`, `Processed`. */
  readonly status: string;
  readonly at: Date;
}

/** `found` lists what the provider's search shows now; it lags, so absence proves nothing by itself. */
export type FindOutcome =
  | {
      readonly outcome: "found";
      readonly byRecipient: ReadonlyMap<string, FoundMail>;
      /** The answer itself says that there is more than it shows: who is missing is not absent. */
      readonly partial?: boolean;
    }
  /** Nothing is shown, but the call went to another account than the one asked, or nobody knows to which: no absence. */
  | { readonly outcome: "elsewhere" }
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly words: string }
  | { readonly outcome: "unavailable"; readonly words: string }
  | ({ readonly outcome: "account_problem" } & AccountProblem);

export interface FindOptions {
  /** Stream the attempt went to: the provider's search looks at one stream at a time. */
  readonly stream: string;
  /** `fingerprint` of the provider that was called; null when it was not noted. */
  readonly account: string | null;
  readonly signal?: AbortSignal;
}

/** What one call may carry; the caller sizes its batches by both. */
export interface MailLimits {
  readonly maxMailsPerBatch: number;
  readonly maxBytesPerBatch: number;
}

/** An address that the provider does not write to. */
export interface ProviderSuppression {
  /** As the provider spells it, in lower case. */
  readonly address: string;
  /** `opt_out`: the person asked for it; `by_hand`: the sender or the provider did. */
  readonly reason: "hard_bounce" | "complaint" | "opt_out" | "by_hand";
  readonly at: Date;
}

export type ListSuppressionsOutcome =
  | { readonly outcome: "listed"; readonly suppressions: readonly ProviderSuppression[] }
  | { readonly outcome: "unavailable"; readonly words: string };

/** `refused` lists the addresses that the provider would not change, with its words; all others are changed. */
export type ChangeSuppressionsOutcome =
  | { readonly outcome: "changed"; readonly refused: ReadonlyMap<string, string> }
  | { readonly outcome: "unavailable"; readonly words: string };

/** Whom the provider does not write to, by message stream. */
export interface SuppressionList {
  list(stream: string): Promise<ListSuppressionsOutcome>;
  /** What is said of one address; an empty list = nothing. */
  find(stream: string, address: string): Promise<ListSuppressionsOutcome>;
  /** Any number of addresses; adding one twice is no error. */
  add(stream: string, addresses: readonly string[]): Promise<ChangeSuppressionsOutcome>;
  /** A complaint stays: no provider lifts it. */
  lift(stream: string, addresses: readonly string[]): Promise<ChangeSuppressionsOutcome>;
}

/** A mail provider for one organisation (one account, one set of keys). Methods never throw for expected trouble. */
export interface MailProvider {
  readonly limits: MailLimits;
  /**
   * Names the account that calls on this stream go to, without any key in it and without asking anybody. Kept with a call
   * before it is made: only the same account's absence says something of it.
   */
  fingerprint(stream: string): string;
  /** Hand over 1 to `maxMailsPerBatch` mails of one attempt. */
  sendBatch(mails: readonly OutgoingMail[], options: SendOptions): Promise<SendOutcome>;
  /**
   * Which mails of this attempt the provider has. Never ask before `call_until` + 60 s. What is found counts whichever
   * account was called; who is missing is absent only if it was this one (`partial` or `elsewhere` otherwise).
   */
  findByAttempt(attemptId: string, options: FindOptions): Promise<FindOutcome>;
  readonly suppressions: SuppressionList;
  /** Whether a domain may be believed as a sender. */
  readSenderDomain(domain: string): Promise<SenderDomainReading>;
  /**
   * Whether the domain has a record with this proof, so that its owner and the asker are the same. Null at the simulator,
   * which has no owners, unless its DNS has such a record.
   */
  readOwnerProof(domain: string, proof: string): Promise<SenderPartReading | null>;
}

export type MailEventKind =
  | "delivered"
  | "opened"
  | "clicked"
  | "hard_bounced"
  | "soft_bounced"
  | "complained"
  | "unsubscribed"
  /** The person took an opt-out back, at the provider. */
  | "resubscribed"
  /** Somebody put the address on the provider's list, or took it off: the sender or the provider, not the person. */
  | "blocked"
  | "reactivated"
  /** Kept raw, changes nothing: a kind we do not know, or one that says nothing about a recipient. */
  | "unknown";

/** One provider event in our words. The caller keeps the raw body beside it. */
export interface MailEvent {
  /** Equal for two deliveries of the same event; unique per organisation. */
  readonly dedupeKey: string;
  readonly kind: MailEventKind;
  /** Provider's own name of it, e.g. `Bounce/HardBounce`. */
  readonly providerKind: string;
  readonly occurredAt: Date;
  readonly recipientId?: string;
  readonly attemptId?: string;
  readonly providerMessageId?: string;
  readonly email?: string;
  readonly stream?: string;
  /** Provider's own words about it, for the recipient's page. */
  readonly words?: string;
  /** Clicked link. */
  readonly url?: string;
  readonly agent?: MailAgent;
  readonly firstOpen?: boolean;
  /** Opened or clicked by a machine (mail proxy that prefetches, scanner), as far as the event itself tells. */
  readonly machine: boolean;
  /** The provider will not send to this address any more (hard bounce, complaint, opt-out, by hand). */
  readonly suppresses: boolean;
  /** What a bounce says of the sender or the text rather than of the address. */
  readonly bounceKind?: BounceKind;
}

/**
 * `blocked`: the receiving provider blocks the sender; `policy`: the sender's own domain rules (DMARC) told it to refuse;
 * `spam_content`: refused as spam or for what stands in it.
 */
export type BounceKind = "blocked" | "policy" | "spam_content";

/** What read or clicked, as the provider reports it; every part may be missing. */
export interface MailAgent {
  readonly client?: string;
  readonly os?: string;
  readonly platform?: string;
  readonly userAgent?: string;
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
}
