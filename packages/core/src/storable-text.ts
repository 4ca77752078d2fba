import * as z from "zod";

/**
 * A text that the database can keep as it is: without a NUL character, which no PostgreSQL text has, and without half a
 * surrogate pair, which no UTF-8 has (an emoji cut in two). Browser-safe.
 */
export const storableTextSchema = z
  .string()
  .refine(
    isStorable,
    "This holds a character that cannot be stored, such as half of an emoji. Type it again.",
  );

/** Whether PostgreSQL keeps a text unchanged. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Largest number of a PostgreSQL `int`. */
export const LARGEST_INT = 2_147_483_647;
