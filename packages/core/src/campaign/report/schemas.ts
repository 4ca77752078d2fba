import * as z from "zod";
import { everyReasonCode } from "../../audience/reasons.ts";
import { pageSchema } from "../../paging/page-schema.ts";
import { searchTextSchema } from "../../paging/search-text.ts";
import { recipientSorts } from "../enums.ts";
import { figureNames } from "../figures.ts";
import { campaignIdSchema } from "../schemas.ts";

/** Inputs of what is asked about the people of a campaign. No server imports: the browser checks with the same schemas. */

/** Whose mail to show; without a recipient, with example values. */
export const readSentMailSchema = campaignIdSchema.extend({ recipientId: z.uuid().nullish() });
export type ReadSentMailInput = z.infer<typeof readSentMailSchema>;

export const explainRecipientSchema = campaignIdSchema.extend({ recipientId: z.uuid() });
export type ExplainRecipientInput = z.infer<typeof explainRecipientSchema>;

export const listRecipientsSchema = pageSchema.extend({
  campaignId: z.uuid(),
  /** A figure of the page: whom it counts. */
  filter: z.enum(figureNames).default("all"),
  /** Of the skipped: those with this reason. */
  reason: z.enum(everyReasonCode).nullish(),
  /** Who followed this link. */
  link: z.string().min(1).max(4_000).nullish(),
  /** For a point of the chart: to whom it had happened by then. */
  until: z.iso.datetime().nullish(),
  search: searchTextSchema,
  /** By name unless asked otherwise. */
  sort: z.enum(recipientSorts).optional(),
  order: z.enum(["asc", "desc"]).optional(),
});
export type ListRecipientsInput = z.output<typeof listRecipientsSchema>;

/** Which recipients a file holds: those of the table's filter and search. */
export const exportRecipientsSchema = listRecipientsSchema.omit({
  cursor: true,
  pageSize: true,
  sort: true,
  order: true,
});
export type ExportRecipientsInput = z.output<typeof exportRecipientsSchema>;
