import * as z from "zod";
import { encodings, separators } from "./file-limits.ts";

/** What the reading process is told. */
export const parseOrderSchema = z.object({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  /** Rows up to this one are passed over. */
  afterRow: z.int().min(0),
  rowsAPart: z.int().min(1),
});
export type ParseOrder = z.output<typeof parseOrderSchema>;

/** What it answers: rows by their numbers, as a spreadsheet counts; `bytes` of the file have been read by then. */
export const parsedPartSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("rows"),
    rows: z.array(z.tuple([z.int(), z.array(z.string())])),
    bytes: z.int(),
  }),
  z.object({ kind: z.literal("end"), bytes: z.int() }),
  z.object({ kind: z.literal("fault"), fault: z.string() }),
]);
export type ParsedPart = z.output<typeof parsedPartSchema>;
