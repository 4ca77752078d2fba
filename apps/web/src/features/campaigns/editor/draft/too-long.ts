import { excessOf } from "#web/components/markdown/too-long.ts";
import type { DraftField, DraftFields } from "./draft-fields.ts";

const limited = ["name", "subject", "preheader", "bodyMarkdown"] as const;

/** The fields that do not fit. They stay in the editor and its backup, and are not sent to the server. */
export function tooLongFields(fields: DraftFields): DraftField[] {
  return limited.filter((field) => excessOf(field, fields[field]) > 0);
}
