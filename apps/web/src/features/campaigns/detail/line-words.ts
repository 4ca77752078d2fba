import type { RecipientLine } from "@packpost/core/campaign/recipient-line-sql";
import { reasonWords } from "#web/features/campaigns/audience/reason-words.ts";

const dropWords: Record<NonNullable<RecipientLine["dropReason"]>, string> = {
  invalid_address: "The address is invalid",
  earlier_bounce: "Mail to this address bounced before",
  earlier_complaint: "They marked a mail as spam before",
  inactive: "The provider does not write to this address any more",
  spam_content: "The text was taken for spam",
  other: "The provider refused it",
};

/** Why somebody did not get it, in the team's words: skip reasons, what was dropped for, hard or soft bounce. */
export function wordReasons(
  line: Pick<RecipientLine, "skipReasons" | "status" | "bounce" | "dropReason">,
): string[] {
  if (line.skipReasons.length > 0) return line.skipReasons.map((code) => reasonWords[code].word);
  return [
    line.status === "bounced" && line.bounce !== null
      ? `${line.bounce === "hard" ? "Hard" : "Soft"} bounce`
      : null,
    line.dropReason === null ? null : dropWords[line.dropReason],
  ].filter((part) => part !== null);
}

/** The provider's own words, without the protocol's name before them. */
export function wordProvider(words: string | null): string | null {
  return words?.replace(/^smtp;\s*/, "") ?? null;
}
