import { type DraftFields, draftFields, pickFields } from "./draft-fields.ts";

/** What is not yet on the server, kept in the browser until it is: nothing is lost offline or when a tab closes (C5). */
export interface DraftBackup {
  version: number;
  /** What the server had at that version. */
  base: DraftFields;
  mine: DraftFields;
}

/** The backup of one campaign in this browser. A browser without storage simply has none. */
export function browserBackup(campaignId: string) {
  const key = `packpost-draft-${campaignId}`;
  return {
    read(): DraftBackup | null {
      try {
        return backupFrom(JSON.parse(localStorage.getItem(key) ?? "null"));
      } catch {
        return null;
      }
    },
    write(backup: DraftBackup | null): void {
      try {
        if (backup === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(backup));
      } catch {
        // Full or forbidden: the page still warns before it is left.
      }
    },
  };
}

/** Checked by hand: the validation library would weigh more than the rest of the editor's own code. */
function backupFrom(value: unknown): DraftBackup | null {
  const version = read(value, "version");
  const base = read(value, "base");
  const mine = read(value, "mine");
  if (typeof version !== "number" || !isDraft(base) || !isDraft(mine)) return null;
  return { version, base: pickFields(base), mine: pickFields(mine) };
}

function isDraft(value: unknown): value is DraftFields {
  return draftFields.every((field) => {
    const found = read(value, field);
    return typeof found === "string" || (field === "passId" && found === null);
  });
}

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
