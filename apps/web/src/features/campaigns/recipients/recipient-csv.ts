import type { RecipientLine } from "@packpost/core/campaign/recipient-line-sql";
import { formatInstant } from "#web/components/format-instant.ts";
import { recipientWords } from "#web/components/recipient-words.ts";
import { wordProvider, wordReasons } from "./line-words.ts";

/** Columns of the file of recipients (C10). */
export const recipientCsvHeader = [
  "Name",
  "Customer number",
  "Email used",
  "Status",
  "Time",
  "What the server said",
  "Reasons",
  "File last changed",
] as const;

/** A recipient as a line of the file: the words of the screen, times as ISO with the zone's offset. */
export function recipientCsvLine(line: RecipientLine, zone: string): (string | number | null)[] {
  return [
    line.name,
    line.number,
    line.email,
    recipientWords[line.status],
    line.statusAt === null ? null : formatInstant(line.statusAt, zone),
    wordProvider(line.words),
    wordReasons(line).join("; "),
    formatInstant(line.fileChangedAt, zone),
  ];
}
