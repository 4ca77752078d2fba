import type { ExportedLine } from "@packpost/core/campaign/report/export-recipients";
import { formatProvider } from "#web/components/status/format-provider.ts";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { formatInstant } from "#web/components/time/format-instant.ts";
import { formatReasons } from "./format-line.ts";

/** Columns of the file of recipients (C10). */
export const recipientCsvHeader = [
  "Name",
  "Customer number",
  "Email used",
  "Status",
  "Time",
  "Opened",
  "Clicked",
  "By machines alone",
  "Links",
  "What the server said",
  "Reasons",
  "File last changed",
] as const;

/** A recipient as a line of the file: the words of the screen, times as ISO with the zone's offset. */
export function recipientCsvLine(line: ExportedLine, zone: string): (string | number | null)[] {
  const instant = (at: Date | null) => (at === null ? null : formatInstant(at, zone));
  return [
    line.name,
    line.number,
    line.email,
    recipientLabels[line.status],
    instant(line.statusAt),
    instant(line.openedAt),
    instant(line.clickedAt),
    line.bot,
    line.links.join(" "),
    formatProvider(line.providerMessage),
    formatReasons(line, new Date(), zone).join("; "),
    instant(line.fileChangedAt),
  ];
}
