import { bounceWordOf } from "@packpost/core/campaign/outcome-kinds";
import type { RecipientLine } from "@packpost/core/campaign/recipient-line-sql";
import { reasonWords } from "#web/features/campaigns/audience/reason-words.ts";
import { bounceKinds, dropKinds } from "./outcome-kind-words.ts";

/** Why somebody did not get it, in the team's words: skip reasons, what was dropped for, hard or soft bounce. */
export function wordReasons(
  line: Pick<RecipientLine, "skipReasons" | "status" | "bounce" | "bounceKind" | "dropReason">,
): string[] {
  if (line.skipReasons.length > 0) return line.skipReasons.map((code) => reasonWords[code].word);
  const bounce = line.status === "bounced" ? bounceWordOf(line) : null;
  return [
    bounce === null ? null : bounceKinds[bounce].word,
    line.dropReason === null ? null : dropKinds[line.dropReason].word,
  ].filter((part) => part !== null);
}

/** The provider's own words, without the protocol's name before a server's. */
export function wordProvider(words: string | null): string | null {
  return words?.replace(/^smtp;\s*/gm, "") ?? null;
}
