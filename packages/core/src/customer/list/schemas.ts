import * as z from "zod";
import { pageSchema } from "../../paging/page-schema.ts";
import { searchTextSchema } from "../../paging/search-text.ts";
import { emailStates, silences, textStates } from "../states.ts";

/** What narrows the list of customers; all of it must hold. */
const filterShape = {
  search: searchTextSchema,
  email: z.enum(emailStates).nullable().default(null),
  text: z.enum(textStates).nullable().default(null),
  /** Who has an application for it, or a pet registered. */
  passId: z.uuid().nullable().default(null),
  silence: z.enum(silences).nullable().default(null),
};

export const listCustomersSchema = z.object({
  ...filterShape,
  order: z.enum(["asc", "desc"]).default("asc"),
  ...pageSchema.shape,
});
export type ListCustomersInput = z.output<typeof listCustomersSchema>;

export const exportCustomersSchema = z.object(filterShape);
export type ExportCustomersInput = z.output<typeof exportCustomersSchema>;

export const countCustomersSchema = exportCustomersSchema.omit({ search: true });

export type CustomerFilter = Omit<ExportCustomersInput, "search">;
