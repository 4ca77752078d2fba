import { customerWords } from "../content/compile/customer-words.ts";

const words = {
  en: {
    closed: "We’re closed now. Somebody will look {when}.",
    unknown: "We’re closed now. Somebody will look as soon as we open again.",
    today: "today from {time}",
    tomorrow: "tomorrow from {time}",
    day: "on {day} from {time}",
  },
  es: {
    closed: "Ahora está cerrado. Alguien lo leerá {when}.",
    unknown: "Ahora está cerrado. Alguien lo leerá en cuanto volvamos a abrir.",
    today: "hoy a partir de las {time}",
    tomorrow: "mañana a partir de las {time}",
    day: "el {day} a partir de las {time}",
  },
  fr: {
    closed: "Nous sommes fermés en ce moment. Quelqu’un vous lira {when}.",
    unknown: "Nous sommes fermés en ce moment. Quelqu’un vous lira dès la réouverture.",
    today: "aujourd’hui à partir de {time}",
    tomorrow: "demain à partir de {time}",
    day: "{day} à partir de {time}",
  },
  de: {
    closed: "Wir haben gerade geschlossen. Jemand schaut {when} nach.",
    unknown: "Wir haben gerade geschlossen. Jemand schaut nach, sobald wir wieder öffnen.",
    today: "heute ab {time}",
    tomorrow: "morgen ab {time}",
    day: "am {day} ab {time}",
  },
} as const;

const DAY_MS = 86_400_000;

/**
 * What somebody is told who writes while nobody is there (V16): "We’re closed now. Somebody will look on Monday from 08:00."
 * @param opensAt when it opens next; null = nobody knows
 * @param zone the organisation's, IANA name
 */
export function closedWords(language: string, zone: string, now: Date, opensAt: Date | null): string {
  const { language: code } = customerWords(language);
  const of = Object.entries(words).find(([one]) => one === code)?.[1] ?? words.en;
  if (opensAt === null) return of.unknown;
  const locale = code === "en" ? "en-GB" : code;
  const format = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(at);
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, opensAt);
  const dateOf = (at: Date) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  const days = Math.round((Date.parse(dateOf(opensAt)) - Date.parse(dateOf(now))) / DAY_MS);
  const day = format(
    days < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" },
    opensAt,
  );
  const when = (days === 0 ? of.today : days === 1 ? of.tomorrow : of.day)
    .replace("{day}", day)
    .replace("{time}", time);
  return of.closed.replace("{when}", when);
}
