import { type BrowserBackup, fieldOf, openBackup } from "#web/components/form/browser-backup.ts";
import { type DraftFields, draftFields, pickFields } from "./draft-fields.ts";

/** What is not yet on the server, kept in the browser until it is: nothing is lost offline or when a tab closes (C5). */
export interface DraftBackup {
  version: number;
  /** What the server had at that version. */
  base: DraftFields;
  mine: DraftFields;
}

/** The backup of one campaign in this browser. */
export function browserBackup(campaignId: string): BrowserBackup<DraftBackup> {
  return openBackup(`packpost-draft-${campaignId}`, backupFrom);
}

function backupFrom(value: unknown): DraftBackup | null {
  const version = fieldOf(value, "version");
  const base = fieldOf(value, "base");
  const mine = fieldOf(value, "mine");
  if (typeof version !== "number" || !isDraft(base) || !isDraft(mine)) return null;
  return { version, base: pickFields(base), mine: pickFields(mine) };
}

function isDraft(value: unknown): value is DraftFields {
  return draftFields.every((field) => {
    const found = fieldOf(value, field);
    return typeof found === "string" || (field === "passId" && found === null);
  });
}
