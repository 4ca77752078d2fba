import type { AlertReason } from "@packpost/core/audience/reasons";

/** Why somebody gets no text of an alert (A3, A11, A12, A14), in the words of the screen and of the report. */
export const alertReasonWords: Readonly<Record<AlertReason, string>> = {
  no_number: "There is no phone number.",
  invalid_number: "The carrier knows no such number.",
  not_textable: "This number cannot get texts.",
  opted_out: "This number has texted STOP. Only START from it lifts that.",
  text_unsubscribed: "They have unsubscribed from texts.",
  blocked_number: "This number is blocked in the settings.",
  held_number: "This number may have asked for no more texts. Somebody has to decide.",
  same_number: "Somebody else with the same number got it.",
  appointment_cancelled: "Their appointment was cancelled before its turn came.",
  appointment_moved: "Their appointment was moved out of the range before its turn came.",
  appointment_begun: "Their appointment would have begun before the text arrived.",
  quiet_hours: "It could not be sent before the appointment without disturbing them at night.",
};

/** The same after a number: "2 opted out". */
export const shortReasonWords: Readonly<Record<AlertReason, string>> = {
  no_number: "no number",
  invalid_number: "no such number",
  not_textable: "cannot get texts",
  opted_out: "opted out",
  text_unsubscribed: "unsubscribed from texts",
  blocked_number: "blocked number",
  held_number: "waiting for your decision",
  same_number: "same number as somebody else",
  appointment_cancelled: "appointment cancelled",
  appointment_moved: "appointment moved",
  appointment_begun: "too late",
  quiet_hours: "quiet hours",
};

/** Somebody's reasons in one line; whose number it is where two share one. */
export function formatReasons({
  reasons,
  sameAs,
  sent = true,
}: {
  reasons: readonly AlertReason[];
  sameAs: string | null;
  /** Whether the alert has gone out. */
  sent?: boolean;
}): string {
  return reasons
    .map((reason) => {
      if (reason === "appointment_cancelled" && !sent) return "Their appointment was cancelled.";
      if (reason !== "same_number") return alertReasonWords[reason];
      if (sameAs === null) return sent ? alertReasonWords.same_number : "Somebody else has the same number.";
      return sent ? `Same number as ${sameAs}, who got it.` : `Same number as ${sameAs}, who gets it.`;
    })
    .join(" ");
}
