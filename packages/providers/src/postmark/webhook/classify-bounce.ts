import type { BounceKind, EmailEventKind } from "../../email-event.ts";

/**
 * Postmark's bounce types (postmarkapp.com/developer/api/bounce-api#bounce-types) in our words.
 * Hard: the address itself cannot get mail. Soft: this mail did not arrive, the next one may.
 * `delayed`: Postmark tries again; what becomes of it has an event of its own.
 * `unknown`: no bounce of this mail at all (an out-of-office reply, a challenge, a test).
 */
const kinds = new Map<string | undefined, EmailEventKind>([
  ["HardBounce", "hard_bounced"],
  ["BadEmailAddress", "hard_bounced"],

  ["Transient", "delayed"],

  ["DnsError", "soft_bounced"],
  ["SoftBounce", "soft_bounced"],
  ["Undeliverable", "soft_bounced"],
  ["Unknown", "soft_bounced"],
  ["Blocked", "soft_bounced"],
  // Delivered and then refused as spam or by policy: about the mail and its sender, not about the address.
  ["SpamNotification", "soft_bounced"],
  ["VirusNotification", "soft_bounced"],
  ["DMARCPolicy", "soft_bounced"],
  ["SMTPApiError", "soft_bounced"],
  ["TemplateRenderingFailed", "soft_bounced"],

  ["SpamComplaint", "complained"],
  // Asked to be left alone by reply or by the mailbox provider.
  ["Unsubscribe", "unsubscribed"],
  // Somebody of the sender or of Postmark did it; the person said nothing.
  ["ManuallyDeactivated", "blocked"],

  ["Subscribe", "unknown"],
  ["AutoResponder", "unknown"],
  ["AddressChange", "unknown"],
  ["OpenRelayTest", "unknown"],
  ["ChallengeVerification", "unknown"],
  ["Unconfirmed", "unknown"],
  ["InboundError", "unknown"],
]);

/**
 * What a bounce means.
 * @param type Postmark's `Type`
 * @param inactive Postmark's `Inactive`: it has stopped sending to the address, so a type we do not know, or
 *   one that only sounds temporary, is final too
 */
export function classifyBounce(type: string | undefined, inactive: boolean | undefined): EmailEventKind {
  const kind = kinds.get(type) ?? "soft_bounced";
  return inactive && (kind === "soft_bounced" || kind === "delayed") ? "hard_bounced" : kind;
}

/**
 * What the type says of the sender or the text. SpamNotification is the only one about content; Postmark: "blocked by the
 * user, or classified as spam, bulk mail, or had rejected content". Postmark itself refuses no mail for its content when it
 * is handed over: this bounce is how one hears of it.
 * @param type Postmark's `Type`
 */
export function bounceKindOf(type: string | undefined): BounceKind | undefined {
  if (type === "SpamNotification") return "spam_content";
  if (type === "DMARCPolicy") return "policy";
  return type === "Blocked" ? "blocked" : undefined;
}
