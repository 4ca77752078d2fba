import { bounceWordOf } from "@packpost/core/campaign/outcome-kinds";
import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import { bounceKinds, dropKinds } from "#web/components/status/outcome-kind-labels.ts";
import { formatReason } from "#web/components/status/reason-words.ts";

/**
 * Why somebody did not get it, in the team's words: skip reasons with pets and dates, what was dropped for, which bounce.
 * @param zone the organisation's zone
 */
export function formatReasons(
  line: Pick<RecipientLine, "reasons" | "status" | "bounce" | "bounceKind" | "dropReason">,
  now: Date,
  zone: string,
): string[] {
  if (line.reasons.length > 0) return line.reasons.map((reason) => formatReason(reason, now, zone));
  const bounce = line.status === "bounced" ? bounceWordOf(line) : null;
  return [
    bounce === null ? null : bounceKinds[bounce].word,
    line.dropReason === null ? null : dropKinds[line.dropReason].word,
  ].filter((part) => part !== null);
}
