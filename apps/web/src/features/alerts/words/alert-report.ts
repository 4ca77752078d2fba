import type { AlertReportLine } from "@packpost/core/alert/export-alert";
import { formatReasons } from "#web/components/status/alert-reason-words.ts";
import { recipientLabels } from "#web/components/status/recipient-labels.ts";
import { formatInstant } from "#web/components/time/format-instant.ts";

/** Columns of an alert's report, exactly (A8). */
export const alertReportHeader = [
  "Client Full Name",
  "Client Phone Number",
  "SMS Status",
  "Error Details",
  "Message Text",
  "Timestamp",
] as const;

/** One person's line: the words of the screen, the time as ISO with the zone's offset. */
export function alertReportLine(line: AlertReportLine, zone: string): (string | number | null)[] {
  return [
    line.name,
    line.number,
    recipientLabels[line.status],
    detailsOf(line, zone),
    line.body,
    line.at === null ? null : formatInstant(line.at, zone),
  ];
}

function detailsOf(line: AlertReportLine, zone: string): string {
  switch (line.status) {
    case "skipped":
      return formatReasons(line);
    case "waiting":
      return line.heldUntil === null ? "" : `Held until ${formatInstant(line.heldUntil, zone)}.`;
    case "cancelled":
      return "Somebody cancelled the rest before its turn came.";
    case "unconfirmed":
      return line.providerMessage ?? "The provider has not said whether it took the text.";
    default:
      return line.providerMessage ?? "";
  }
}
