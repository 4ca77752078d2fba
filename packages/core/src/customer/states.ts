import type { EmailState, TextState } from "@packpost/db/enums";
import { bitsOf, type ReasonCode } from "../audience/reasons.ts";

export { type EmailState, emailStates, type TextState, textStates } from "@packpost/db/enums";

/** Who gets no campaigns any more, or will get none in so many days unless they come (P7). */
export const silences = ["now", "in_30", "in_90"] as const;
export type Silence = (typeof silences)[number];

const noAddress = ["no_email", "invalid_email"] as const satisfies readonly ReasonCode[];
const blocked = [
  "hard_bounced",
  "complained",
  "suppressed_domain",
  "suppressed_by_hand",
] as const satisfies readonly ReasonCode[];

export const NO_ADDRESS_BITS = bitsOf(noAddress);
export const BLOCKED_BITS = bitsOf(blocked);
export const UNSUBSCRIBED_BITS = bitsOf(["unsubscribed"]);

/** The state that bits of customer_contactability amount to. */
export function emailStateOf(reasons: number): EmailState {
  if ((reasons & NO_ADDRESS_BITS) !== 0) return "no_address";
  if ((reasons & BLOCKED_BITS) !== 0) return "blocked";
  return (reasons & UNSUBSCRIBED_BITS) !== 0 ? "unsubscribed" : "subscribed";
}

/** The state that a reason of whyNotTextable() amounts to; null = nothing is in the way. */
export function textStateOf(reason: string | null): TextState {
  if (reason === null) return "on";
  if (reason === "no_number") return "no_number";
  return reason === "opted_out" || reason === "unsubscribed" ? "unsubscribed" : "blocked";
}
