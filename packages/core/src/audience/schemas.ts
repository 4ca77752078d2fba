import * as z from "zod";
import { mergeFieldNames } from "../content/template/merge-fields.ts";
import { pageSchema } from "../paging/page-schema.ts";
import { searchTextSchema } from "../paging/search-text.ts";
import { isReasonCode, type ReasonCode } from "./reasons.ts";

/** Inputs of the audience verbs. No server imports: the browser checks with the same schemas. */

const reasonSchema = z
  .string()
  .refine((word): word is ReasonCode => isReasonCode(word), "There is no such reason.");

/** The campaign for its lists; its pass as the editor has it, which may be newer than what is saved. */
const audienceKeySchema = z.object({ campaignId: z.uuid(), passId: z.uuid() });

export const countAudienceSchema = audienceKeySchema;
export type CountAudienceInput = z.infer<typeof countAudienceSchema>;

export const countMissingValuesSchema = audienceKeySchema.extend({
  fields: z.array(z.enum(mergeFieldNames)).max(20),
});
export type CountMissingValuesInput = z.infer<typeof countMissingValuesSchema>;

/** Which people of the audience: all, those who will or will not receive, those added by hand, or those with one reason or lacking one value. */
export const audienceFilterSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("will") }),
  z.object({ kind: z.literal("will_not") }),
  z.object({ kind: z.literal("added") }),
  z.object({ kind: z.literal("reason"), reason: reasonSchema }),
  z.object({ kind: z.literal("missing"), field: z.enum(mergeFieldNames) }),
]);
export type AudienceFilter = z.infer<typeof audienceFilterSchema>;

export const listAudienceSchema = audienceKeySchema.extend({
  filter: audienceFilterSchema.default({ kind: "all" }),
  search: searchTextSchema,
  ...pageSchema.shape,
});
export type ListAudienceInput = z.output<typeof listAudienceSchema>;

/** Which people a file of the review holds: those of the table's filter and search. */
export const exportAudienceSchema = listAudienceSchema.omit({ cursor: true, pageSize: true, passId: true });
export type ExportAudienceInput = z.output<typeof exportAudienceSchema>;
