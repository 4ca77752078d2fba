import type { AlertView } from "@packpost/core/alert/alert-view";
import type { AlertRange, WallTime } from "@packpost/core/alert/range";

/** An earlier alert that another is begun from. */
export interface Earlier {
  readonly id: string;
  readonly body: string;
  readonly range: AlertRange;
}

const listeners = new Set<(earlier: Earlier) => void>();

/** From an alert in the list or its own page to the text that is being written above. */
export const again = {
  begin(alert: Pick<AlertView, "id" | "body" | "range" | "zone">): void {
    const earlier = { id: alert.id, body: alert.body, range: rangeOf(alert) };
    for (const tell of listeners) tell(earlier);
  },
  subscribe(tell: (earlier: Earlier) => void): () => void {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
};

/** What was chosen then, counted from now; one of its own as it was. */
function rangeOf({ range, zone }: Pick<AlertView, "range" | "zone">): AlertRange {
  switch (range.kind) {
    case "next_days":
      return { kind: "next_days", days: range.days ?? 2 };
    case "custom":
      return { kind: "custom", from: wallTime(range.from, zone), until: wallTime(range.until, zone) };
    default:
      return { kind: range.kind };
  }
}

/** An instant on the organisation's wall clock. @param zone IANA name */
export function wallTime(at: Date, zone: string): WallTime {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  return { date, time };
}
