import { type Outcome, TEXT_FAILURE_NAMES, TEXT_FAILURES } from "../outcomes/outcome.ts";
import { refusal, type TwilioError } from "./errors.ts";

/** Numbers that Twilio's own test keys refuse. @source twilio.com/docs/iam/test-credentials */
export const REFUSED_TO = {
  "+15005550001": [21211, "The 'To' number +15005550001 is not a valid phone number."],
  "+15005550002": [21612, "The 'To' phone number +15005550002 is not currently reachable via SMS."],
  "+15005550003": [21408, "Permission to send an SMS has not been enabled for the region of +15005550003."],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "'To' number: +15005550009, is not a mobile number"],
} as const;

const REFUSED_FROM: Readonly<Record<string, readonly [number, string]>> = {
  "+15005550001": [21212, "The 'From' number +15005550001 is not a valid phone number."],
  "+15005550007": [21606, "The 'From' phone number +15005550007 is not a valid, SMS-capable number."],
  "+15005550008": [
    21611,
    "The 'From' number +15005550008 has exceeded the maximum number of queued messages",
  ],
};

/** Numbers whose texts are taken and then come to something else than their delivery, beside those of TEXT_FAILURES. */
export const STEERED_TEXTS: Readonly<Record<string, Outcome>> = {
  "+15005553600": "slow",
  "+15005553700": "none",
};

const outcomes = new Map<string, Outcome>([
  ...Object.entries(STEERED_TEXTS),
  ...TEXT_FAILURE_NAMES.map((name) => [TEXT_FAILURES[name].number, name] as const),
]);

/** What becomes of a text to a number, unless a knob says otherwise. */
export function steeredOutcome(number: string): Outcome {
  return outcomes.get(number) ?? "deliver";
}

/** Twilio's refusal of a text between such numbers. */
export function steeredRefusal(from: string, to: string): TwilioError | undefined {
  const known = REFUSED_FROM[from] ?? Object.entries(REFUSED_TO).find(([number]) => number === to)?.[1];
  return known && refusal(known[0], known[1]);
}
