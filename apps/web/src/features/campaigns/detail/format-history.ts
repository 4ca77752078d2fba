import { wordsOfDeed } from "@packpost/core/audit-deeds";
import type { HistoryEntry } from "@packpost/core/campaign/report/list-history";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { formatSendTime } from "#web/features/campaigns/send/format-send-time.ts";

/** An audit row in words: "Dana Reyes · paused it", with what belongs to it. An action without words keeps its name. */
export function formatHistory(
  { action, detail }: Pick<HistoryEntry, "action" | "detail">,
  zone: string,
): { did: string; detail: string | null } {
  const verb = action.replace(/^campaign\./, "");
  // Older records do not say what was changed.
  if (verb === "edited" && !Array.isArray(detail.fields)) return { did: "edited it", detail: null };
  const did = wordsOfDeed(action, "campaign", "it");
  return { did: verb === "edited" ? `${did}:` : did, detail: formatDetail(detail, zone) };
}

/** Whether a preview shows what was changed only later. @param newer what was done after it */
export function isOutdatedPreview(
  { action }: Pick<HistoryEntry, "action">,
  newer: readonly Pick<HistoryEntry, "action">[],
): boolean {
  return action === "campaign.preview_sent" && newer.some((entry) => entry.action === "campaign.edited");
}

function formatDetail(detail: HistoryEntry["detail"], zone: string): string | null {
  const { fields, sendAt, count, confirmed, now, cause, addresses, to, people } = detail;
  const parts: string[] = [];
  if (Array.isArray(fields)) parts.push(fields.map(String).join(", "));
  if (typeof count === "number") parts.push(`to ${formatPeople(count)}`);
  if (typeof sendAt === "string") parts.push(`for ${formatSendTime(new Date(sendAt), zone)}`);
  if (typeof now === "number" && typeof confirmed === "number" && now !== confirmed)
    parts.push(`${formatCount(confirmed)} confirmed, now ${formatCount(now)}`);
  if (typeof cause === "string") parts.push(causes[cause] ?? cause.replaceAll("_", " "));
  else if (typeof detail.code === "number") parts.push("the mail provider refused us");
  if (typeof addresses === "number") parts.push(`to ${formatCount(addresses)} addresses`);
  if (typeof to === "string") parts.push(receivers[people === 2 ? `${to}s` : to] ?? `to ${to}`);
  return parts.length === 0 ? null : parts.join(", ");
}

const receivers: Record<string, string> = {
  author: "to its author",
  authors: "to its author and to whoever sent it",
  sender: "to whoever sent it",
  organisation: "to the organisation's address",
};

const causes: Record<string, string> = {
  audience_grew: "more people would get it than were confirmed",
  complaints: "too many spam complaints",
  errors: "too many errors",
  spam_content: "refused as spam for its content",
  sender_not_verified: "the sender's domain is not verified",
};
