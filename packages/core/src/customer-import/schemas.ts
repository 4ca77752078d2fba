import { importNouns } from "@packpost/db/enums";
import * as z from "zod";
import { dateOrders, encodings, separators } from "./file/file-limits.ts";

/** How a file is read and what its columns are. */
export const importSettingsSchema = z.object({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  /** Null: no date of the file needs it, or nobody has said it yet. */
  dateOrder: z.enum(dateOrders).nullable(),
  /** Of telephone numbers without a country code, ISO 3166; null = such a number is refused. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** By column its field; null = it is not imported. */
  mapping: z.array(z.string().max(60).nullable()).max(500),
  /** Everybody in the file wants no campaigns. */
  unsubscribeAll: z.boolean(),
});
export type ImportSettings = z.output<typeof importSettingsSchema>;

/** What an upload, or another way of reading it, has found. */
export const foundSchema = z.object({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  dates: z.array(z.enum(["none", "both", "mdy", "dmy", "neither"])),
  /** Whose export it is, where its columns tell. */
  system: z.string().nullable(),
  /** The mapping is the one of an earlier file with these columns. */
  isRemembered: z.boolean(),
});
export type Found = z.output<typeof foundSchema>;

export const importIdSchema = z.object({ importId: z.uuid() });
export type ImportIdInput = z.infer<typeof importIdSchema>;

export const uploadImportSchema = z.object({ noun: z.enum(importNouns), fileName: z.string().max(1_000) });

export const changeImportSchema = importIdSchema.extend({
  noun: z.enum(importNouns),
  settings: importSettingsSchema,
});
export type ChangeImportInput = z.output<typeof changeImportSchema>;

/** Work that begins on a press, with what was shown then: whoever pressed before is not overtaken. */
export const startImportSchema = importIdSchema.extend({ seenRevision: z.int().min(0) });
export type StartImportInput = z.output<typeof startImportSchema>;

export const importRowsSchema = importIdSchema.extend({
  outcome: z.enum(["created", "changed", "unchanged", "refused", "kept"]),
  /** The last row of the page before. */
  cursor: z
    .int()
    .min(0)
    .nullish()
    .transform((row) => row ?? 0),
  pageSize: z.int().min(1).max(100).default(50),
});
export type ImportRowsInput = z.output<typeof importRowsSchema>;

export const listImportsSchema = z.object({
  cursor: z
    .object({ createdAt: z.iso.datetime(), id: z.uuid() })
    .nullish()
    .transform((place) => place ?? null),
  pageSize: z.int().min(1).max(100).default(25),
});
export type ListImportsInput = z.output<typeof listImportsSchema>;
