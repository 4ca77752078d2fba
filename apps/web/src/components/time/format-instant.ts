const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant as ISO 8601 with the offset that the zone has then: `2026-11-22T14:03:05+01:00`. For files.
 * @param zone IANA zone of the organisation
 */
export function formatInstant(at: Date, zone: string): string {
  const formatter = formatters.get(zone) ?? makeFormatter(zone);
  const part = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const offset = part.timeZoneName === "GMT" ? "+00:00" : (part.timeZoneName ?? "").replace("GMT", "");
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const two = "2-digit";
  const formatter = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, year: "numeric", month: two, day: two, hour: two, minute: two, second: two },
    ...{ hourCycle: "h23", timeZoneName: "longOffset" },
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
