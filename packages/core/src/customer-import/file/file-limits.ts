/** No imports: pages load it too. */
export const maxImportBytes = 500 * 1024 * 1024;
/** A file lies in the storage in parts of so many bytes, so that memory never holds more of it. */
export const partBytes = 4 * 1024 * 1024;
/** What is looked at to find out how a file is to be read. */
export const headBytes = 64 * 1024;
export const mostColumns = 500;
/** Of one record, in characters: what is longer has a quotation mark that is never closed. */
export const mostRecordCharacters = 1_000_000;

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];
export const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];
/** The order of day and month in dates such as 03/04/2026. */
export const dateOrders = ["mdy", "dmy"] as const;
export type DateOrder = (typeof dateOrders)[number];
