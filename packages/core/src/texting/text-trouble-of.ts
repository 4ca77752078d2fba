import type { SendOutcome } from "@packpost/providers/send-outcome";
import type { TextTrouble } from "@packpost/providers/sms-event";

const troubles = {
  inactive_recipient: "opted_out",
  invalid_address: "invalid",
  unsuitable_address: "not_textable",
  other: "recipient",
} as const satisfies Record<string, TextTrouble>;

/** What the refusal of a text says beyond that it was not taken; undefined where it says nothing. */
export function textTroubleOf(sent: SendOutcome): TextTrouble | undefined {
  if (sent.outcome === "account_problem") return "account";
  if (sent.outcome !== "results") return undefined;
  const [result] = sent.results;
  return result?.status === "rejected" ? troubles[result.kind] : undefined;
}
