import { addressKey } from "@packpost/db/address";
import { parse } from "csv-parse/sync";
import { csvOptions } from "./csv-options.ts";
import { type Encoding, headBytes, mostColumns, type Separator, separators } from "./file-limits.ts";
import { type ColumnDates, looksOfDates } from "./read-local-time.ts";

/** How a file begins, read one way. */
export interface Sample {
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** Names of the columns; a column without one is called by its place. */
  readonly columns: readonly string[];
  /** The first rows after them. */
  readonly rows: readonly (readonly string[])[];
  /** By column: which orders of day and month its dates fit. */
  readonly dates: readonly ColumnDates[];
}

const shownRows = 20;
const readRecords = 400;

/**
 * Reads a file's beginning.
 * @param head its first bytes, at most 64 KB
 * @param separator left out = the one by which most lines have the same number of cells
 * @returns the sample, or what is wrong in a sentence
 */
export function readSample(
  head: Uint8Array,
  encoding: Encoding,
  separator?: Separator,
): Sample | { readonly fault: string } {
  const text = new TextDecoder(encoding).decode(head, { stream: head.byteLength >= headBytes });
  const isCut = head.byteLength >= headBytes;
  const best = separator ?? findSeparator(text, isCut);
  const records = readSome(text, best, isCut);
  const header = records.find((cells) => cells.some((cell) => cell.trim() !== ""));
  if (header === undefined)
    return {
      fault: isCut ? "The first line is longer than 64 KB: this is no table." : "There is nothing in it.",
    };
  if (header.length > mostColumns)
    return { fault: `It has ${header.length} columns; at most ${mostColumns} are possible.` };
  const person = header.find(looksOfAPerson);
  if (person !== undefined)
    return { fault: `Its first line holds “${person.trim().slice(0, 60)}”, not the names of the columns.` };
  const columns = header.map((name, at) => name.trim().slice(0, 200) || `Column ${at + 1}`);
  const rows = records
    .slice(records.indexOf(header) + 1)
    .filter((cells) => cells.some((cell) => cell.trim()));
  return {
    ...{ encoding, separator: best, columns },
    rows: rows
      .slice(0, shownRows)
      .map((cells) => columns.map((_name, at) => (cells[at] ?? "").slice(0, 200))),
    dates: columns.map((_name, at) => looksOfDates(rows.map((cells) => cells[at] ?? ""))),
  };
}

/** An address or a telephone number is no name of a column: without names the first person of a file would be taken for them. */
function looksOfAPerson(cell: string): boolean {
  const text = cell.trim();
  // More digits than a date has.
  const isNumber = /^\+?[\d().\s-]+$/.test(text) && text.replace(/\D/g, "").length >= 9;
  return isNumber || addressKey(text) !== null;
}

function findSeparator(text: string, isCut: boolean): Separator {
  let best: { separator: Separator; score: number } = { separator: ",", score: 0 };
  for (const separator of separators) {
    const records = readSome(text, separator, isCut).slice(0, 40);
    const width = records[0]?.length ?? 0;
    const alike = records.filter((cells) => cells.length === width).length;
    const score = width > 1 ? (alike / Math.max(1, records.length)) * 1000 + Math.min(width, 99) : 0;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** As many whole records as the text has; a quotation mark that is never closed costs the last ones. */
function readSome(text: string, separator: Separator, isCut: boolean): string[][] {
  for (const to of [readRecords, 40, 10, 1]) {
    try {
      const records: string[][] = parse(text, { ...csvOptions(separator), to });
      return isCut && records.length < to ? records.slice(0, -1) : records;
    } catch {
      // Fewer of them, then.
    }
  }
  return [];
}
