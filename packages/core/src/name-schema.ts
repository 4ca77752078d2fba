import * as z from "zod";
import { storableTextSchema } from "./storable-text.ts";

/** Line ends, tabs and other control characters, and signs that turn the direction of what follows. */
const unwanted = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** A name as it is kept: of one line, without blanks around it or signs that nobody sees. Browser-safe. */
export function tidyName(name: string): string {
  return name.replace(unwanted, " ").replace(/ {2,}/g, " ").trim();
}

/** A name that somebody types, at most so many characters long; may be empty. */
export function nameSchema(most: number) {
  return storableTextSchema.transform(tidyName).pipe(z.string().max(most, `At most ${most} characters.`));
}
