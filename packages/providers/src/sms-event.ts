/**
 * What a text can come to. `accepted`: still on its way, nothing new. `undelivered`: the carrier said no; `failed`: it
 * never reached one. `unknown` is kept raw and changes nothing.
 */
export type TextEventKind = "accepted" | "sent" | "delivered" | "read" | "undelivered" | "failed" | "unknown";

/** What an error of the provider says, beyond that the text did not arrive. */
export type TextTrouble =
  /** This number, for good or for now: the row fails, the others go on. */
  | "recipient"
  /** The person texted STOP: only their own START lifts it. */
  | "opted_out"
  /** There is no such number. */
  | "invalid"
  /** No phone that takes texts, such as a landline. */
  | "not_textable"
  /** Ours or the account's, such as an unregistered number: everybody waits until it is mended. */
  | "account"
  /** Passes by itself, such as a full queue: everybody waits a while. */
  | "pace";

/** One report of the provider about a text of ours, in our words. The caller keeps the raw body beside it. */
export interface TextEvent {
  /** Equal for two deliveries of the same report; unique per organisation. */
  readonly dedupeKey: string;
  readonly kind: TextEventKind;
  /** Provider's own name of it, e.g. `MessageStatus/undelivered`. */
  readonly providerKind: string;
  readonly occurredAt: Date;
  readonly providerMessageId: string;
  readonly recipientId?: string;
  readonly attemptId?: string;
  /** Whom it was to, E.164. */
  readonly to?: string;
  readonly code?: number;
  /** Why it did not arrive, in plain words, with the provider's code. */
  readonly providerMessage?: string;
  readonly trouble?: TextTrouble;
}

/** A picture or file of an inbound text; it is fetched later. */
export interface InboundMedia {
  readonly url: string;
  /** As the provider says; what it really is, its bytes tell. */
  readonly contentType: string;
}

/** What somebody texted to one of our numbers. */
export interface InboundText {
  /** Equal for a webhook, its repetition and the provider's list. */
  readonly providerMessageId: string;
  readonly from: string;
  /** Our number. */
  readonly to: string;
  readonly body: string;
  readonly media: readonly InboundMedia[];
  /** The provider has mirrored a keyword itself, has answered it, and blocks or unblocks the number. */
  readonly optOut?: "stop" | "start" | "help";
  readonly receivedAt: Date;
}
