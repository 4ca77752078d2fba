import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import { formatLink } from "#web/components/form/format-link.ts";

/**
 * The last thing a person did with their mail: "opened 14:06 on iPhone · riverside.example/map 14:07"; null = nothing.
 * @param zone the organisation's zone
 */
export function formatAct(
  line: Pick<RecipientLine, "lastOpening" | "lastClick" | "openedAt" | "clickedAt">,
  now: Date,
  zone: string,
): string | null {
  // Of campaigns from before each opening was kept the first one is known, and stays the last we know of.
  const lastOpening = line.lastOpening ?? (line.openedAt && { at: line.openedAt, device: null });
  const lastClick = line.lastClick ?? (line.clickedAt && { at: line.clickedAt, url: "", device: null });
  const parts: string[] = [];
  if (lastOpening !== null)
    parts.push(`opened ${formatClock(lastOpening.at, now, zone)}${onDevice(lastOpening.device)}`);
  if (lastClick !== null) {
    const what = lastClick.url === "" ? "clicked a link" : formatLink(lastClick.url);
    const device = lastClick.device === lastOpening?.device ? "" : onDevice(lastClick.device);
    parts.push(`${what} ${formatClock(lastClick.at, now, zone)}${device}`);
  }
  return parts.length === 0 ? null : parts.join(" · ");
}

const onDevice = (device: string | null) => (device === null ? "" : ` on ${device}`);

/** "14:06" today, "3 Oct 14:06" on another day. */
function formatClock(at: Date, now: Date, zone: string): string {
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(date);
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    ...(day(at) === day(now) ? {} : { day: "numeric", month: "short" }),
  })
    .format(at)
    .replace(", ", " ");
}
