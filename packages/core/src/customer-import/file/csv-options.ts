import type { Options } from "csv-parse";
import { mostRecordCharacters, type Separator } from "./file-limits.ts";

/** How our parser takes what spreadsheets and exports write: any line end, a mark before the first name, quotation marks astray. */
export function csvOptions(separator: Separator): Options {
  return {
    delimiter: separator,
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: mostRecordCharacters,
  };
}
