import type { AuditLine } from "@packpost/core/audit-log/entry-line-sql";
import { formatInstant } from "#web/components/time/format-instant.ts";
import { formatDeed, formatDoer } from "./audit-words.ts";

/** Columns of the file of the audit (O3). */
export const auditCsvHeader = ["When", "Who", "What", "Called", "Action", "Kind", "Id", "Details"] as const;

/** An entry as a line of the file: the words of the screen, then what other programs go by. */
export function auditCsvLine(line: AuditLine, zone: string): string[] {
  const { at, actor, action, subject, detail } = line;
  return [
    formatInstant(at, zone),
    formatDoer(actor),
    formatDeed(line),
    subject.name ?? "",
    action,
    subject.kind,
    subject.id,
    Object.keys(detail).length === 0 ? "" : JSON.stringify(detail),
  ];
}
