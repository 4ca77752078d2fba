/** What a call to a provider may come to, whatever the channel: a mail or a text. */

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

/** What became of one message of a call that was answered. */
export type SendResult =
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
      /** `unsuitable_address`: there is one, and it takes nothing of this kind, as a landline no texts. */
      readonly kind: "invalid_address" | "unsuitable_address" | "inactive_recipient" | "other";
      readonly code: number;
      readonly providerMessage: string;
    }
  /** Surely not accepted, and not the recipient's fault: back to waiting (see `accountProblem` of the outcome). */
  | {
      readonly status: "not_accepted";
      readonly recipientId: string;
      readonly code: number;
      readonly providerMessage: string;
    }
  /** The answer says nothing of this message that can be told from another's: the provider is to be asked. */
  | { readonly status: "unanswered"; readonly recipientId: string; readonly providerMessage: string };

/** Something about our account, sender or request is wrong: the campaign pauses and shows these words. */
export interface AccountProblem {
  /** Provider's error code, or the HTTP status where the provider gave none. */
  readonly code: number;
  readonly providerMessage: string;
}

/** What became of a whole call. Everything except `results` and `unavailable` with `ambiguous` is surely not accepted. */
export type SendOutcome =
  /** One result per message, in the order given. `accountProblem` is set when one stopped (part of) the batch. */
  | {
      readonly outcome: "results";
      readonly results: readonly SendResult[];
      readonly accountProblem?: AccountProblem;
      /** Some messages came back for a passing reason: wait this long before trying them again. */
      readonly retryAfterMs?: number;
    }
  /** 429: nothing accepted; everyone of this account waits that long. */
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly providerMessage: string }
  /** 5xx, network, cut off. `ambiguous`: the whole request was written, so the provider may have accepted it: ask it. */
  | {
      readonly outcome: "unavailable";
      readonly ambiguous: boolean;
      readonly providerMessage: string;
      readonly retryAfterMs?: number;
    }
  | ({ readonly outcome: "account_problem" } & AccountProblem)
  /** The deadline had passed before the last byte: no whole request was written. */
  | { readonly outcome: "too_late" };

/** A message of ours that the provider knows. */
export interface FoundMessage {
  readonly providerMessageId: string;
  /** Provider's own word, e.g. `Sent`, `Queued`, `Processed`. */
  readonly status: string;
  readonly at: Date;
}

/** `found` lists what the provider's search shows now; it lags, so absence proves nothing by itself. */
export type FindOutcome =
  | {
      readonly outcome: "found";
      readonly byRecipient: ReadonlyMap<string, FoundMessage>;
      /** The answer itself says that there is more than it shows: who is missing is not absent. */
      readonly partial?: boolean;
    }
  /** Nothing is shown, but the call went to another account than the one asked, or nobody knows to which: no absence. */
  | { readonly outcome: "elsewhere" }
  | { readonly outcome: "throttled"; readonly retryAfterMs: number; readonly providerMessage: string }
  | { readonly outcome: "unavailable"; readonly providerMessage: string }
  | ({ readonly outcome: "account_problem" } & AccountProblem);
