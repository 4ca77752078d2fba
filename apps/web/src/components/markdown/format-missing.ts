import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";

const lacked: Record<MergeFieldName, string> = {
  first_name: "no first name",
  last_name: "no last name",
  full_name: "no name",
  pet_names: "no pet name",
  pass_name: "no pass name",
  valid_through: "a registration without an end date",
  organisation_name: "no organisation name",
};

/** What somebody without the value has instead, after "has" or "have": "no pet name". */
export function formatLacked(field: MergeFieldName): string {
  return lacked[field];
}

/** Those people as a filter is called: "No pet name". */
export function formatLackers(field: MergeFieldName): string {
  const words = lacked[field].replace(/^a /, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Tom Brown has no pet name: there is a gap in the mail."; null where nothing is missing. */
export function formatGap(name: string, missing: readonly MergeFieldName[]): string | null {
  if (missing.length === 0) return null;
  const words = new Intl.ListFormat("en", { type: "conjunction" }).format(missing.map(formatLacked));
  return `${name} has ${words}: there is a gap in the mail.`;
}
