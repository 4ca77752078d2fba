import * as z from "zod";

/**
 * What somebody types or pastes into a search box. A NUL character, which no text in the database can have, is left out
 * instead of being an error. No server imports: the browser checks with it too.
 */
export const searchTextSchema = z
  .string()
  .max(1_000)
  .transform((text) => searchable(text).slice(0, 200).toWellFormed())
  .default("");

/** The same without a length: for what has its own. */
export function searchable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed().trim();
}
