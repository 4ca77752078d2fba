import * as z from "zod";

/** An instant, as a date or as pages send one: their inputs are plain JSON. Browser-safe. */
export const instantSchema = z.union([
  z.date(),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);
