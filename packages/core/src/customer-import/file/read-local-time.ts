import { resolveLocalTime } from "../../local-time/resolve-local-time.ts";
import type { DateOrder } from "./file-limits.ts";

/** Which orders of day and month the dates of a column fit; `none`: there are none, or all are ISO. */
export type ColumnDates = "none" | "both" | "mdy" | "dmy" | "neither";

/** Where and how dates without a zone are meant. */
export interface DateWay {
  /** Null: no date needs it. */
  readonly order: DateOrder | null;
  readonly zone: string;
}

const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,?[ T]+(.+))?$/;
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(.+))?$/;
const named = /^(?:\p{L}+,? )?(?:(\d{1,2})\.? (\p{L}{3,9})|(\p{L}{3,9}) (\d{1,2})),? (\d{4})(?:,? +(.+))?$/u;
const clock =
  /^(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Which orders all dates of a column fit. */
export function looksOfDates(cells: readonly string[]): ColumnDates {
  let fits = { mdy: true, dmy: true };
  let isAny = false;
  for (const cell of cells) {
    const found = numeric.exec(cell.trim());
    if (found === null) continue;
    isAny = true;
    const [first, second] = [Number(found[1]), Number(found[2])];
    fits = { mdy: fits.mdy && first <= 12 && second <= 31, dmy: fits.dmy && second <= 12 && first <= 31 };
  }
  if (!isAny) return "none";
  if (fits.mdy && fits.dmy) return "both";
  return fits.mdy ? "mdy" : fits.dmy ? "dmy" : "neither";
}

type Read = { readonly value: string } | { readonly fault: string };

/**
 * A day as a file writes it, `2026-12-31`: ISO, with the month's name, or in the file's order. An instant with an offset is the day that
 * it is in the organisation's zone (K72).
 */
export function readLocalDay(text: string, way: DateWay): Read {
  const parts = partsOf(text, way);
  if ("fault" in parts) return parts;
  const time = parts.time === null ? null : readClock(parts.time);
  if (time === null || !("offset" in time) || time.offset === null) return { value: parts.day };
  const at = new Date(`${parts.day}T${time.time}${time.offset}`);
  return { value: new Intl.DateTimeFormat("en-CA", { timeZone: way.zone }).format(at) };
}

/** A time as a file writes it, as an instant: on the organisation's clock unless it says its offset. */
export function readLocalInstant(text: string, way: DateWay): Read {
  const parts = partsOf(text, way);
  if ("fault" in parts) return parts;
  const time = parts.time === null ? { time: "00:00:00", offset: null } : readClock(parts.time);
  if (time === null) return { fault: `“${parts.time?.slice(0, 40)}” is no time of day.` };
  if (time.offset !== null)
    return { value: new Date(`${parts.day}T${time.time}${time.offset}`).toISOString() };
  const local = resolveLocalTime({ date: parts.day, time: time.time, zone: way.zone });
  return { value: (local.kind === "overlap" ? local.first.at : local.at).toISOString() };
}

function partsOf(
  text: string,
  { order }: DateWay,
): { readonly day: string; readonly time: string | null } | { readonly fault: string } {
  const typed = text.replace(/\s+/g, " ").trim();
  const fault = { fault: `“${typed.slice(0, 40)}” is no date.` };
  const standard = iso.exec(typed);
  if (standard !== null) return dayOf(standard[1], standard[2], standard[3], standard[4]) ?? fault;
  const spelled = named.exec(typed);
  if (spelled !== null) {
    const month = months.indexOf((spelled[2] ?? spelled[3] ?? "").slice(0, 3).toLowerCase()) + 1;
    return dayOf(spelled[5], String(month), spelled[1] ?? spelled[4], spelled[6]) ?? fault;
  }
  const found = numeric.exec(typed);
  if (found === null) return fault;
  const [, first, second, year = "", time] = found;
  if (order === null)
    return { fault: `“${typed.slice(0, 40)}” may be two dates: say which comes first, day or month.` };
  const whole = year.length === 2 ? `20${year}` : year;
  const [month, day] = order === "mdy" ? [first, second] : [second, first];
  const words = order === "mdy" ? "month before day" : "day before month";
  return dayOf(whole, month, day, time) ?? { fault: `“${typed.slice(0, 40)}” is no date with the ${words}.` };
}

function dayOf(year = "", month = "", day = "", time: string | undefined = undefined) {
  const told = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${told}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== told) return null;
  return { day: told, time: time?.trim() || null };
}

function readClock(text: string): { readonly time: string; readonly offset: string | null } | null {
  const found = clock.exec(text);
  if (found === null) return null;
  const [, hourText = "", minute = "00", second = "00", half, offset] = found;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const zone =
    offset === undefined
      ? null
      : offset.toUpperCase() === "Z"
        ? "Z"
        : offset.replace(/^(...)(\d\d)$/, "$1:$2");
  return { time: `${String(hour).padStart(2, "0")}:${minute}:${second}`, offset: zone };
}
