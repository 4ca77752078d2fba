import type { Translator } from "../messages/translator.ts";

const DAY_MS = 86_400_000;

/**
 * What somebody is told who writes while nobody is there (V16): "We’re closed now. Somebody will look on Monday from 08:00."
 * @param opensAt when it opens next; null = nobody knows
 * @param zone the organisation's, IANA name
 */
export function closedWords(t: Translator, zone: string, now: Date, opensAt: Date | null): string {
  if (opensAt === null) return t("closed.unknown");
  const format = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(t.locale, { timeZone: zone, ...options }).format(at);
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, opensAt);
  const dateOf = (at: Date) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  const days = Math.round((Date.parse(dateOf(opensAt)) - Date.parse(dateOf(now))) / DAY_MS);
  if (days === 0) return t("closed.today", { time });
  if (days === 1) return t("closed.tomorrow", { time });
  const day = format(
    days < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" },
    opensAt,
  );
  return t("closed.day", { day, time });
}
