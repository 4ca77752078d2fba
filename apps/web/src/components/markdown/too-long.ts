import { draftLimits } from "@packpost/core/campaign/draft-limits";
import { formatCount } from "#web/components/form/format-number.ts";

/** What has a limit while one writes a mail. */
export type LimitedField = keyof typeof draftLimits;

/**
 * How many characters of a field are more than the server takes; 0 when it fits.
 * @param text as it stands in the box; the blanks around a name do not count
 */
export function excessOf(field: LimitedField, text: string): number {
  const { length } = field === "name" ? text.trim() : text;
  return Math.max(0, length - draftLimits[field]);
}

/** "108,000 characters do not fit: up to 200,000 can be sent"; null when it fits. */
export function formatTooLong(field: LimitedField, text: string): string | null {
  const excess = excessOf(field, text);
  if (excess === 0) return null;
  const characters = excess === 1 ? "1 character does" : `${formatCount(excess)} characters do`;
  return `${characters} not fit: up to ${formatCount(draftLimits[field])} can be ${field === "name" ? "saved" : "sent"}`;
}
