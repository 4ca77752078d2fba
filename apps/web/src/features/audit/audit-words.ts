import { wordsOfDeed } from "@packpost/core/audit-deeds";
import type { AuditLine } from "@packpost/core/audit-log/entry-line-sql";
import { formatPeople } from "#web/components/form/format-number.ts";
import { formatDetailValue, formatVisits, wordsOfKey } from "./detail-lines.ts";

const withoutName = {
  staff: "A colleague",
  customer: "A customer",
  api_key: "Another system",
  system: "Packpost",
};

/** Who did it: "Dana Reyes", "Maria Okafor (customer)", "Billing (API key)", "Packpost". */
export function formatDoer({ kind, name }: AuditLine["actor"]): string {
  if (name === null) return withoutName[kind];
  if (kind === "customer") return `${name} (customer)`;
  return kind === "api_key" ? `${name} (API key)` : name;
}

/** What was done, with the noun: "paused the campaign". */
export function formatDeed({ action, subject }: Pick<AuditLine, "action" | "subject">): string {
  return wordsOfDeed(action, subject.kind);
}

/** What belongs to it in a few words: "because of the 10:00 visit", "subject, text", "to 412 people". */
export function formatHint({ detail }: Pick<AuditLine, "detail">, zone: string): string | null {
  const { visits, fields, changed, count, section, channel, reason } = detail;
  if (Array.isArray(visits)) return formatVisits(visits, zone);
  const named = Array.isArray(fields) ? fields : Array.isArray(changed) ? changed : [];
  if (named.length > 0) return named.map((field) => wordsOfKey(String(field)).toLowerCase()).join(", ");
  if (typeof count === "number") return `to ${formatPeople(count)}`;
  if (typeof section === "string") return wordsOfKey(section).toLowerCase();
  if (typeof channel === "string") return formatDetailValue("channel", channel, zone, {});
  return typeof reason === "string" && reason.length <= 60 ? reason.replaceAll("_", " ") : null;
}

/** Where the noun stands; null = it has no page, or is gone. */
export function placeOfSubject({ action, subject }: Pick<AuditLine, "action" | "subject">): string | null {
  const { kind, id, name, customerId, day } = subject;
  if (kind === "organisation") return placeOfSettings(action);
  if (kind === "api_key" || kind === "webhook") return "/settings/api";
  if (kind === "staff") return "/settings/staff";
  if (kind === "pass") return name === null ? null : "/customers/passes";
  if (kind === "inbound_mail") return "/messages/unplaced";
  if (kind === "appointment") return day === null ? null : `/schedule?day=${day}`;
  if (customerId !== null) return `/customers/${customerId}`;
  if (name === null) return null;
  if (kind === "suppression") return `/settings/blocked-addresses?q=${encodeURIComponent(name)}`;
  if (kind === "campaign") return `/campaigns/${id}`;
  if (kind === "alert") return `/messages?alert=${id}`;
  if (kind === "thread") return `/messages/${id}`;
  return kind === "import" ? `/customers/imports/${id}` : null;
}

function placeOfSettings(action: string): string | null {
  if (action.startsWith("customers.")) return "/customers";
  if (action.startsWith("families.")) return "/customers/families";
  if (action.startsWith("texting.") || action === "settings.texting_changed") return "/settings/texting";
  if (action.startsWith("settings.")) return "/settings";
  return null;
}
