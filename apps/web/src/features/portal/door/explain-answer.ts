import { fillWords } from "@packpost/core/portal/fill-words";
import type { PortalWords } from "@packpost/core/portal/words/portal-words";
import type { DoorAnswer } from "./knock.ts";

/** What is wrong, in words; null when nothing is. */
export function explainAnswer(words: PortalWords["door"], answer: DoorAnswer): string | null {
  switch (answer.outcome) {
    case "wrong":
      return words.wrong;
    case "spent":
      return words.spent;
    case "ended":
      return words.ended;
    case "not_address":
      return words.notAddress;
    case "failed":
      return words.failed;
    case "too_many":
      return fillWords(words.tooMany, { minutes: String(answer.minutes) });
    default:
      return null;
  }
}
