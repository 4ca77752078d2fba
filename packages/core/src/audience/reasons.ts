import { reasonBits } from "@packpost/db/reason-bits";

/** Why somebody gets no text of an alert (A3, A11, A12, A14), in the order in which people are told. */
export const alertReasonCodes = [
  "no_number",
  "invalid_number",
  "not_textable",
  "opted_out",
  "text_unsubscribed",
  "blocked_number",
  "held_number",
  "same_number",
  "appointment_cancelled",
  "appointment_moved",
  "appointment_begun",
  "quiet_hours",
] as const satisfies readonly (keyof typeof reasonBits)[];
export type AlertReason = (typeof alertReasonCodes)[number];

/** Why somebody will not receive a campaign (C4), in the order in which people are told. No server imports: the browser uses it too. */
export type ReasonCode = Exclude<keyof typeof reasonBits, AlertReason>;

const ofAlerts: ReadonlySet<string> = new Set(alertReasonCodes);

/** Every reason of campaigns that there is. */
export const everyReasonCode: readonly ReasonCode[] = Object.keys(reasonBits).filter(isReasonCode);

/** Those that a review knows; that somebody has received it already, the claim finds out (C16). */
export const reasonCodes: readonly ReasonCode[] = everyReasonCode.filter(
  (code) => code !== "already_received",
);

/** Those of an alert in a bitmask, in their order. */
export function alertReasonsIn(mask: number): AlertReason[] {
  return alertReasonCodes.filter((code) => (mask & reasonBits[code]) !== 0);
}

/** Whether a word from outside is a reason of campaigns. */
export function isReasonCode(word: string): word is ReasonCode {
  return Object.hasOwn(reasonBits, word) && !ofAlerts.has(word);
}

/** The reasons in a bitmask, most telling first. */
export function reasonsIn(mask: number): ReasonCode[] {
  return everyReasonCode.filter((code) => (mask & reasonBits[code]) !== 0);
}

/** The bit of a reason, as eligibility and recipient rows keep it. */
export function reasonBit(code: ReasonCode | AlertReason): number {
  return reasonBits[code];
}

/** The bits of several reasons. */
export function bitsOf(codes: readonly (ReasonCode | AlertReason)[]): number {
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
