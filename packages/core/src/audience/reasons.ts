import { reasonBits } from "@packpost/db/reason-bits";

/** Why somebody will not receive a campaign (C4), in the order in which people are told. No server imports: the browser uses it too. */
export type ReasonCode = keyof typeof reasonBits;

/** Every reason there is. */
export const everyReasonCode: readonly ReasonCode[] = Object.keys(reasonBits).filter(isReasonCode);

/** Those that a review knows; that somebody has received it already, the claim finds out (C16). */
export const reasonCodes: readonly ReasonCode[] = everyReasonCode.filter(
  (code) => code !== "already_received",
);

/** Whether a word from outside is a reason. */
export function isReasonCode(word: string): word is ReasonCode {
  return Object.hasOwn(reasonBits, word);
}

/** The reasons in a bitmask, most telling first. */
export function reasonsIn(mask: number): ReasonCode[] {
  return everyReasonCode.filter((code) => (mask & reasonBits[code]) !== 0);
}

/** The bit of a reason, as eligibility and recipient rows keep it. */
export function reasonBit(code: ReasonCode): number {
  return reasonBits[code];
}

/** The bits of several reasons. */
export function bitsOf(codes: readonly ReasonCode[]): number {
  return codes.reduce((bits, code) => bits | reasonBits[code], 0);
}

/** What people said and mail servers answered, which may change after a campaign (C14, C18). */
export const consentCodes = [
  "unsubscribed",
  "hard_bounced",
  "complained",
  "suppressed_domain",
  "suppressed_by_hand",
] as const satisfies readonly ReasonCode[];

/** The bits of {@link consentCodes}. */
export const CONSENT_BITS = bitsOf(consentCodes);
