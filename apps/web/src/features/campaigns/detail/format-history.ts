import type { HistoryEntry } from "@packpost/core/campaign/report/list-history";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { formatSendTime } from "#web/features/campaigns/send/format-send-time.ts";

const deeds: Record<string, string> = {
  created: "wrote the draft",
  edited: "changed it:",
  send_confirmed: "sent it",
  scheduled: "scheduled it",
  rescheduled: "changed the time",
  send_undone: "took it back to draft",
  sending_began: "began to send it",
  paused: "paused it",
  resumed: "resumed it",
  cancelled: "cancelled the rest",
  sent: "finished sending it",
  recipients_exported: "exported its recipients",
  audience_exported: "exported who will receive it",
  archived: "put it into the archive",
  unarchived: "took it out of the archive",
  copy_chosen: "chose who gets the copy",
  people_entered: "entered people by hand",
  entry_corrected: "corrected an entry",
  entries_removed: "took people off a list",
  entries_undone: "undid a change of a list",
  preview_sent: "sent a preview",
  copy_queued: "sent its copy",
  notice_queued: "sent a mail about the pause",
  unconfirmed_reported: "sent a mail about the unconfirmed",
  sent_again: "sent it again to those who were unconfirmed",
  unconfirmed_left: "left the unconfirmed as they are",
};

/** An audit row in words: "Dana Reyes · paused it", with what belongs to it. An action without words keeps its name. */
export function formatHistory(
  { action, detail }: Pick<HistoryEntry, "action" | "detail">,
  zone: string,
): { did: string; detail: string | null } {
  const verb = action.replace(/^campaign\./, "");
  // Older records do not say what was changed.
  if (verb === "edited" && !Array.isArray(detail.fields)) return { did: "edited it", detail: null };
  return { did: deeds[verb] ?? verb.replaceAll("_", " "), detail: formatDetail(detail, zone) };
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
