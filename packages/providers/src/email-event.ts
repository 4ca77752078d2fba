import type { EmailStream } from "./email.ts";

export type EmailEventKind =
  | "delivered"
  /** The receiving server asks for patience, and the provider tries again: no outcome yet. */
  | "delayed"
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
export interface EmailEvent {
  /** Equal for two deliveries of the same event; unique per organisation. */
  readonly dedupeKey: string;
  readonly kind: EmailEventKind;
  /** Provider's own name of it, e.g. `Bounce/HardBounce`. */
  readonly providerKind: string;
  readonly occurredAt: Date;
  readonly recipientId?: string;
  readonly attemptId?: string;
  readonly providerMessageId?: string;
  readonly email?: string;
  /** `other`: one that is not ours; missing where the provider named none. */
  readonly stream?: EmailStream | "other";
  /** Provider's own words about it, for the recipient's page. */
  readonly providerMessage?: string;
  /** Clicked link. */
  readonly url?: string;
  readonly agent?: EmailAgent;
  readonly firstOpen?: boolean;
  /** Opened or clicked by a machine (mail proxy that prefetches, scanner), as far as the event itself tells. */
  readonly bot: boolean;
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
export interface EmailAgent {
  readonly client?: string;
  readonly os?: string;
  readonly platform?: string;
  readonly userAgent?: string;
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
}
