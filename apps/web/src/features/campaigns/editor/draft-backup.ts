import * as z from "zod/mini";
import type { DraftFields } from "./draft-fields.ts";

/** What is not yet on the server, kept in the browser until it is: nothing is lost offline or when a tab closes (C5). */
export interface DraftBackup {
  version: number;
  /** What the server had at that version. */
  base: DraftFields;
  mine: DraftFields;
}

const fieldsSchema = z.object({
  name: z.string(),
  passId: z.nullable(z.string()),
  subject: z.string(),
  preheader: z.string(),
  bodyMarkdown: z.string(),
});
const backupSchema = z.object({ version: z.number(), base: fieldsSchema, mine: fieldsSchema });

/** The backup of one campaign in this browser. A browser without storage simply has none. */
export function browserBackup(campaignId: string) {
  const key = `packpost-draft-${campaignId}`;
  return {
    read(): DraftBackup | null {
      try {
        const found = backupSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
        return found.success ? found.data : null;
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
