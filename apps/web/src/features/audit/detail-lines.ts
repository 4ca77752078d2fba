import { auditSubjects, isAuditSubject } from "@packpost/core/audit-deeds";
import { formatCount } from "#web/components/form/format-number.ts";
import { formatExactTime } from "#web/components/time/format-time.ts";

/** One thing that an entry says beside who, what and when. */
export type DetailLine =
  | { readonly label: string; readonly value: string }
  | { readonly label: string; readonly before: string; readonly after: string };

/** Names of details whose own words would not say it. */
const keyWords: Readonly<Record<string, string>> = {
  count: "People",
  now: "People now",
  confirmed: "People confirmed",
  sendAt: "For",
  dueAt: "For",
  massCap: "People a wave",
  perSecond: "Messages a second",
  wavePauseSeconds: "Seconds between waves",
  unreadMailSeconds: "Seconds until unread messages are mailed",
  alertSecondsPerText: "Seconds from one text to the next",
  rawEventRetentionDays: "Days full reports are kept",
  quietFrom: "Quiet from",
  quietUntil: "Quiet until",
  supportEmail: "Support address",
  brandColor: "Colour",
  mailLanguage: "Language of mail",
  senderName: "Sender's name",
  senderEmail: "Sender's address",
  inboundAddress: "Address for answers",
  numberEndsWith: "Number ends with",
  endedSessions: "Sessions ended",
  overlapHours: "Old key works for, in hours",
  passId: "Pass",
  staffMemberId: "To",
  staffMember: "With",
  mergedId: "Merged record",
  automatic: "By itself",
  sharedMailbox: "By a shared mailbox",
  searched: "With a search",
  approvalOver: "Approval above",
};

/** "unreadMailSeconds" → "Unread mail seconds". */
export function wordsOfKey(key: string): string {
  const known = Object.hasOwn(keyWords, key) ? keyWords[key] : undefined;
  if (known !== undefined) return known;
  const words = key
    .replace(/Id$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const instant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * A value as people read it. @param names what ids are called today
 * @returns empty for an id that nothing is called by any more
 */
export function formatDetailValue(
  key: string,
  value: unknown,
  zone: string,
  names: Readonly<Record<string, string>>,
): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return formatCount(value);
  if (Array.isArray(value))
    return value
      .map((one) => (typeof one === "string" ? wordsOfKey(one).toLowerCase() : JSON.stringify(one)))
      .join(", ");
  if (typeof value !== "string") return JSON.stringify(value);
  if (uuid.test(value)) return names[value] ?? "";
  if (instant.test(value) && !Number.isNaN(Date.parse(value))) return formatExactTime(new Date(value), zone);
  if ((key === "noun" || key === "subject") && isAuditSubject(value))
    return auditSubjects[value].many.toLowerCase();
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll("_", " ") : value;
}

/** All that an entry says, line by line; before and after beside each other where both were written down. */
export function detailLines(
  detail: Readonly<Record<string, unknown>>,
  zone: string,
  names: Readonly<Record<string, string>>,
): DetailLine[] {
  const show = (key: string, value: unknown) => formatDetailValue(key, value, zone, names);
  const { before, after, from, to, visits, ...rest } = detail;
  const lines: DetailLine[] = [];
  if (isRecord(before) && isRecord(after))
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [was, is] = [show(key, before[key]), show(key, after[key])];
      if (was !== is) lines.push({ label: wordsOfKey(key), before: was, after: is });
    }
  else if (before !== undefined && after !== undefined)
    lines.push({ label: "Changed", before: show("before", before), after: show("after", after) });
  else if (before !== undefined) lines.push({ label: "Before", value: show("before", before) });
  if (from !== undefined && to !== undefined && from !== null && to !== null)
    lines.push({ label: "Moved", before: show("from", from), after: show("to", to) });
  else
    for (const [key, value] of Object.entries({ from, to }))
      if (value) lines.push({ label: wordsOfKey(key), value: show(key, value) });
  if (Array.isArray(visits)) lines.push({ label: "Why", value: formatVisits(visits, zone) ?? "no visit" });
  for (const [key, value] of Object.entries(rest)) {
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    const shown = show(key, value);
    if (shown !== "") lines.push({ label: wordsOfKey(key), value: shown });
  }
  return lines.filter((line) => !("value" in line) || line.value !== "");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Why somebody could open a conversation who sees not all of them. */
export function formatVisits(visits: readonly unknown[], zone: string): string | null {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const times = visits.flatMap((visit) => {
    if (typeof visit !== "object" || visit === null || !("startsAt" in visit)) return [];
    const at = new Date(String(visit.startsAt));
    return Number.isNaN(at.getTime()) ? [] : [clock.format(at)];
  });
  const last = times.at(-1);
  if (last === undefined) return null;
  if (times.length === 1) return `because of the ${last} visit`;
  return `because of the visits at ${times.slice(0, -1).join(", ")} and ${last}`;
}
