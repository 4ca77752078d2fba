/** A mail that came in, whichever provider took it: texts are bounded and can be stored. */
export interface IncomingMail {
  /** The provider's id of it: the same however often it is delivered. */
  readonly providerMessageId: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Every address that it was sent to, the one that the provider took it at first. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Its own Message-ID, without angle brackets. */
  readonly messageId: string | null;
  /** Message-IDs that it answers or refers to, the nearest first. */
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string;
  /** What the provider takes for the answer alone. */
  readonly strippedText: string;
  /** Written by a program: an out-of-office reply, a list, a bounce (T41). */
  readonly automatic: boolean;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** What was attached to it. */
export interface IncomingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly bytes: number;
  /** Null where it is too large to be kept. */
  readonly content: Buffer | null;
}
