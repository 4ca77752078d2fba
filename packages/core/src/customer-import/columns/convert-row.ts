import type { CountryCode } from "libphonenumber-js/max";
import { readNumber } from "../../address/read-number.ts";
import { tidyPaste } from "../../address/tidy-paste.ts";
import { isStorable } from "../../storable-text.ts";
import { type DateWay, readLocalDay, readLocalInstant } from "../file/read-local-time.ts";
import type { UpsertRecord } from "../upsert/fields.ts";
import type { Target } from "./targets.ts";

/** How the cells of a file become records. */
export interface Conversion {
  /** What each column is; null = it is not imported. */
  readonly columns: readonly (Target | null)[];
  readonly names: readonly string[];
  readonly dates: DateWay;
  /** Of numbers without a country code. */
  readonly country: CountryCode | null;
  /** Everybody in the file wants no campaigns. */
  readonly unsubscribeAll: boolean;
}

export type Converted = { readonly record: UpsertRecord } | { readonly refused: string };

/**
 * A row as the upsert takes it. An empty cell says nothing, so it empties nothing (T59). The header once more and a line of totals are
 * no rows of anybody.
 */
export function convertRow(cells: readonly string[], conversion: Conversion): Converted {
  const { columns, names } = conversion;
  const extra = cells.slice(columns.length).filter((cell) => cell.trim() !== "");
  if (extra.length > 0)
    return {
      refused: `The row has ${cells.length} cells, the file ${columns.length} columns: a text with the separator in it must stand between quotation marks.`,
    };
  if (names.every((name, at) => (cells[at] ?? "").trim() === name) && names.length > 1)
    return { refused: "These are the names of the columns once more." };
  const first = cells.find((cell) => cell.trim() !== "")?.trim() ?? "";
  if (/^(grand |sub-?)?totals?:?$/i.test(first)) return { refused: "This is a line of totals." };
  const record: Record<string, string> = {};
  for (const [at, column] of columns.entries()) {
    const text = plainCell(cells[at] ?? "");
    if (column === null || text === "") continue;
    if (!isStorable(text)) return { refused: `${column.title} holds a character that cannot be stored.` };
    const told = readCell(text, column, conversion);
    if ("fault" in told) return { refused: `${column.title}: ${told.fault}` };
    Object.assign(record, told.fields);
  }
  if (Object.keys(record).length === 0) return { refused: "All of its columns that are imported are empty." };
  // Whatever another column says: of a yes and a no the no holds.
  if (conversion.unsubscribeAll || columns.some((column, at) => saysNo(column, cells[at] ?? "")))
    record.campaigns = "unsubscribed";
  return { record };
}

/** Words that say of a column of those who want nothing that this one is none of them. */
const noRefusal = /^(no|n|false|0|off|none|never|subscribed|active|opted in|opt-in|[-–—]|n\/?a)$/i;

/** Whether a cell says that somebody wants no campaigns: by a yes, the day it was said, a reason, whatever is no plain no. */
function saysNo(column: Target | null, cell: string): boolean {
  const text = plainCell(cell);
  return column?.kind === "refusal" && text !== "" && !noRefusal.test(text);
}

/** Without what spreadsheets and our own files put before a cell that looks like a formula. */
function plainCell(cell: string): string {
  const text = cell.trim();
  if (/^'[=+\-@\t\r]/.test(text)) return text.slice(1).trim();
  return /^="(.*)"$/s.exec(text)?.[1]?.trim() ?? text;
}

function readCell(
  text: string,
  { field, kind }: Target,
  { dates, country }: Conversion,
): { readonly fields: Record<string, string> } | { readonly fault: string } {
  if (kind === "refusal") return { fields: {} };
  if (kind === "text") return { fields: { [field]: text } };
  if (kind === "phone") return readFilePhone(text, field, country);
  if (kind === "fullName") return { fields: splitName(text) };
  const read = kind === "day" ? readLocalDay(text, dates) : readLocalInstant(text, dates);
  return "fault" in read ? read : { fields: { [field]: read.value } };
}

/** A number without a country code is one of the file's country; of one with a code, or shortened by a spreadsheet, the upsert says what is wrong. */
function readFilePhone(
  text: string,
  field: string,
  country: CountryCode | null,
): ReturnType<typeof readCell> {
  const typed = tidyPaste(text).trim();
  if (country === null || typed.startsWith("+") || typed.startsWith("00") || /E\+?\d/i.test(typed))
    return { fields: { [field]: typed } };
  const number = readNumber(typed, country);
  return "key" in number ? { fields: { [field]: number.key } } : number;
}

/** `Okafor, Maria` or `Maria Okafor`: the last word is the last name. */
function splitName(text: string): Record<string, string> {
  const [last = "", rest] = text.split(/,(.*)/s);
  if (rest?.trim()) return { firstName: rest.trim(), lastName: last.trim() };
  const words = text.replace(/,$/, "").split(/\s+/);
  const lastName = words.length > 1 ? (words.pop() ?? "") : "";
  return { firstName: words.join(" "), ...(lastName && { lastName }) };
}
