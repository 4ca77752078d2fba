import type { AlertRange } from "@packpost/core/alert/range/resolve-range";
import { type BrowserBackup, fieldOf, openBackup } from "#web/components/form/browser-backup.ts";

/** What of an alert is not on the server yet. */
export interface AlertDraftBackup {
  readonly range: AlertRange | null;
  readonly body: string;
  /** That the server had when it was written. */
  readonly version: number;
}

/** The backup of the alert that somebody is writing in this browser. @param staffMemberId who */
export function openAlertBackup(staffMemberId: string): BrowserBackup<AlertDraftBackup> {
  return openBackup(`packpost-alert-draft-1/${staffMemberId}`, draftIn);
}

function draftIn(kept: unknown): AlertDraftBackup | null {
  const [body, version, range] = [fieldOf(kept, "body"), fieldOf(kept, "version"), fieldOf(kept, "range")];
  if (typeof body !== "string" || typeof version !== "number") return null;
  return { range: isRange(range) ? range : null, body, version };
}

function isRange(value: unknown): value is AlertRange {
  switch (fieldOf(value, "kind")) {
    case "rest_of_today":
    case "tomorrow":
      return true;
    case "next_days":
      return typeof fieldOf(value, "days") === "number";
    case "custom":
      return ["from", "until"].every((end) =>
        ["date", "time"].every((part) => typeof fieldOf(fieldOf(value, end), part) === "string"),
      );
    default:
      return false;
  }
}
