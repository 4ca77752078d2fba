import type { PortalTranslator } from "../frame/portal-messages.ts";
import type { DoorAnswer } from "./knock.ts";

/** What is wrong, in words; null when nothing is. */
export function explainAnswer(t: PortalTranslator, answer: DoorAnswer): string | null {
  switch (answer.outcome) {
    case "wrong":
      return t("door.wrong");
    case "spent":
      return t("door.spent");
    case "ended":
      return t("door.ended");
    case "not_address":
      return t("door.notAddress");
    case "failed":
      return t("door.failed");
    case "too_many":
      return t("door.tooMany", { minutes: answer.minutes });
    default:
      return null;
  }
}
