/** Times of a thread in the organisation's zone and the reader's language: `9:34`, and days as one says them. */
export function threadTimes(locale: string, zone: string) {
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "long",
  });
  const dated = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const dayMs = 86_400_000;
  return {
    clock: (at: string) => clock.format(new Date(at)),
    /** The day as a key. */
    dayOf: (at: string) => day.format(new Date(at)),
    /** "Today", "Yesterday", "Tue 24 November", "24 November 2025". */
    dayWord: (at: string, now: Date) => {
      const then = day.format(new Date(at));
      const today = day.format(now);
      const daysAgo = Math.round((Date.parse(today) - Date.parse(then)) / dayMs);
      const word =
        daysAgo === 0 || daysAgo === 1
          ? near.format(-daysAgo, "day")
          : (then.slice(0, 4) === today.slice(0, 4) ? date : dated).format(new Date(at));
      return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
    },
  };
}
