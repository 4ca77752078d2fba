import * as z from "zod";
import { tidyPaste } from "../address/tidy-paste.ts";
import { pageSchema } from "../paging/page-schema.ts";
import { searchable } from "../paging/search-text.ts";

/** Inputs of the verbs about a campaign's lists (C3). No server imports: the browser checks with the same schemas. */

/** Most entries one list holds. */
export const mostEntries = 10_000;

export const entryListSchema = z.enum(["add", "exclude"]);
export type EntryList = z.infer<typeof entryListSchema>;

const listKeySchema = z.object({ campaignId: z.uuid(), list: entryListSchema });
export type ListKey = z.infer<typeof listKeySchema>;

export const enterPeopleSchema = listKeySchema.extend({
  /** Emails, names or customer numbers, separated by commas, semicolons or lines. */
  text: z.string().max(900_000, "That is too much at once: paste at most 10,000 entries."),
});
export type EnterPeopleInput = z.infer<typeof enterPeopleSchema>;

export const suggestPeopleSchema = z.object({
  /** What stands before the caret. */
  search: z.string().max(1_000).transform(searchable).pipe(z.string().min(2).max(100)),
});
export type SuggestPeopleInput = z.infer<typeof suggestPeopleSchema>;

export const correctEntrySchema = z.object({
  campaignId: z.uuid(),
  entryId: z.uuid(),
  text: z
    .string()
    .max(1_000)
    .refine((text) => tidyPaste(text).trim() !== "", "Write an email, a name or a customer number."),
});
export type CorrectEntryInput = z.infer<typeof correctEntrySchema>;

export const removeEntriesSchema = listKeySchema.extend({
  which: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("one"), entryId: z.uuid() }),
    z.object({ kind: z.literal("person"), customerId: z.uuid() }),
    z.object({ kind: z.literal("problems") }),
    z.object({ kind: z.literal("all") }),
  ]),
});
export type RemoveEntriesInput = z.infer<typeof removeEntriesSchema>;

export const undoEntriesSchema = listKeySchema.extend({ changeId: z.uuid() });
export type UndoEntriesInput = z.infer<typeof undoEntriesSchema>;

export const listEntriesSchema = listKeySchema.extend({
  show: z.enum(["all", "problems"]).default("all"),
  ...pageSchema.shape,
  cursor: z.string().max(200).nullish(),
});
export type ListEntriesInput = z.output<typeof listEntriesSchema>;
