import * as z from "zod";
import { pageSchema } from "../../paging/page-schema.ts";
import { searchTextSchema } from "../../paging/search-text.ts";

/** Families of whom nobody can be reached by this way; "any" = by none of them (P11). Browser-safe. */
export const unreachableWays = ["email", "text", "portal", "any"] as const;
export type UnreachableWay = (typeof unreachableWays)[number];

const filterShape = {
  search: searchTextSchema,
  /** Null = all families. */
  without: z.enum(unreachableWays).nullable().default(null),
};

export const listFamiliesSchema = z.object({ ...filterShape, ...pageSchema.shape });
export type ListFamiliesInput = z.output<typeof listFamiliesSchema>;

export const exportFamiliesSchema = z.object(filterShape);
export type ExportFamiliesInput = z.output<typeof exportFamiliesSchema>;
