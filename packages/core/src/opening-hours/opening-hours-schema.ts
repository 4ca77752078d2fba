import * as z from "zod";
import { storableTextSchema } from "../storable-text.ts";

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "A time is written as 08:30.");

const spanSchema = z
  .object({ from: timeSchema, to: timeSchema })
  .refine(({ from, to }) => from < to, "It closes after it opens. Past midnight is the next day’s span.");
export type Span = z.infer<typeof spanSchema>;

const daySchema = z
  .array(spanSchema)
  .max(6, "At most six spans a day.")
  .transform((spans) => spans.toSorted((a, b) => a.from.localeCompare(b.from)))
  .refine(
    (spans) => spans.every(({ from }, index) => index === 0 || from >= (spans[index - 1]?.to ?? "")),
    "Two spans of this day overlap.",
  );

const closedDaySchema = z.object({
  date: z.iso.date("A date is written as 2026-12-25."),
  name: storableTextSchema.trim().max(60, "At most 60 characters."),
});

/** When an organisation is open (V16), on its own clock; Monday first. Browser-safe. */
export const openingHoursSchema = z.object({
  week: z.array(daySchema).length(7),
  closedDays: z
    .array(closedDaySchema)
    .max(100, "At most 100 closed days.")
    .transform((days) => days.toSorted((a, b) => a.date.localeCompare(b.date)))
    .refine(
      (days) => days.every(({ date }, index) => date !== days[index - 1]?.date),
      "The same day stands there twice.",
    ),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
