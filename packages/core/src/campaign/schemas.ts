import * as z from "zod";
import { pageSchema } from "../paging/page-schema.ts";
import { searchTextSchema } from "../paging/search-text.ts";
import { LARGEST_INT, storableTextSchema } from "../storable-text.ts";
import { draftLimits } from "./draft-limits.ts";
import { campaignSorts, campaignStatuses, chartRanges, copyReceivers } from "./enums.ts";

/** Inputs of the campaign verbs. No server imports: the browser checks with the same schemas. */

export const campaignIdSchema = z.object({ campaignId: z.uuid() });
export type CampaignIdInput = z.infer<typeof campaignIdSchema>;

export const decideUnconfirmedSchema = z.object({
  campaignId: z.uuid(),
  /** The mail is sent to the unconfirmed again, or they are left as they are. */
  decision: z.enum(["send_again", "leave"]),
});
export type DecideUnconfirmedInput = z.infer<typeof decideUnconfirmedSchema>;

/** Each change of a campaign counts one on. */
export const versionSchema = z.int().positive().max(LARGEST_INT);

export const campaignContentSchema = z.object({
  subject: storableTextSchema.max(draftLimits.subject, "A subject has at most 500 characters."),
  preheader: storableTextSchema.max(draftLimits.preheader, "A preheader has at most 500 characters."),
  bodyMarkdown: storableTextSchema.max(draftLimits.bodyMarkdown, "A text has at most 200,000 characters."),
});
export type CampaignContent = z.infer<typeof campaignContentSchema>;

const nameSchema = storableTextSchema
  .trim()
  .min(1, "Give it a name.")
  .max(draftLimits.name, "A name has at most 200 characters.");

export const createCampaignSchema = z.object({ name: nameSchema.optional() });
export type CreateCampaignInput = z.infer<typeof createCampaignSchema>;

export const editCampaignSchema = z.object({
  campaignId: z.uuid(),
  /** The version the editor has seen; a newer one in the database is a conflict. */
  version: versionSchema,
  changes: campaignContentSchema.extend({ name: nameSchema, passId: z.uuid().nullable() }).partial(),
});
export type EditCampaignInput = z.infer<typeof editCampaignSchema>;

export const listCampaignsSchema = pageSchema.extend({
  search: searchTextSchema,
  statuses: z.array(z.enum(campaignStatuses)).default([]),
  /** The archive alone, or all but the archive. */
  archived: z.boolean().default(false),
  /** Only what waits for a person to approve it (C7). */
  awaitsApproval: z.boolean().default(false),
  sort: z.enum(campaignSorts).default("date"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type ListCampaignsInput = z.output<typeof listCampaignsSchema>;

export const previewCampaignSchema = campaignContentSchema.extend({
  campaignId: z.uuid(),
  passId: z.uuid().nullable(),
  /** Whose values to show; without one, example values. */
  customerId: z.uuid().nullish(),
});
export type PreviewCampaignInput = z.infer<typeof previewCampaignSchema>;

export const chartRangeSchema = z.enum(chartRanges);
export type { ChartRange } from "./enums.ts";

export const getChartSchema = campaignIdSchema.extend({ range: chartRangeSchema });
export type GetChartInput = z.infer<typeof getChartSchema>;

export const sendCampaignSchema = z.object({
  campaignId: z.uuid(),
  version: versionSchema,
  confirmedCount: z.int().positive().max(LARGEST_INT),
  reviewId: z.uuid().nullish(),
});

export const chooseCopySchema = campaignIdSchema.extend({ copyTo: z.enum(copyReceivers) });
export type ChooseCopyInput = z.infer<typeof chooseCopySchema>;

export const archiveCampaignSchema = campaignIdSchema.extend({ archived: z.boolean() });
export type ArchiveCampaignInput = z.infer<typeof archiveCampaignSchema>;

export const archiveCampaignsSchema = z.object({
  which: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("ids"), ids: z.array(z.uuid()).min(1).max(10_000) }),
    /** All that a search and statuses find, also those on further pages. */
    z.object({
      kind: z.literal("matching"),
      search: searchTextSchema,
      statuses: z.array(z.enum(campaignStatuses)).max(campaignStatuses.length).default([]),
    }),
  ]),
  archived: z.boolean(),
});
export type ArchiveCampaignsInput = z.output<typeof archiveCampaignsSchema>;

/** A wall-clock time of the organisation's zone. */
const localTimeSchema = z.object({
  date: z.iso.date("Choose a day.").refine((date) => date >= "2000", "Choose a day of this century."),
  time: z.iso.time({ precision: -1, error: "Choose a time." }),
});
export const findSendTimeSchema = localTimeSchema;
export type FindSendTimeInput = z.infer<typeof findSendTimeSchema>;

/** Which instant is meant where clocks change: the one after a skipped hour, the first or second of a doubled one. */
export const sendTimeChoiceSchema = z.enum(["later", "first", "second"]);
export type SendTimeChoice = z.infer<typeof sendTimeChoiceSchema>;

export const scheduleCampaignSchema = sendCampaignSchema.extend({
  ...localTimeSchema.shape,
  choice: sendTimeChoiceSchema.optional(),
});
export type ScheduleCampaignInput = z.infer<typeof scheduleCampaignSchema>;

export const rescheduleCampaignSchema = campaignIdSchema.extend({
  ...localTimeSchema.shape,
  /** The time that its planner was shown; another one in the database is a conflict. */
  seenSendAt: z.iso.datetime({ offset: true }).nullable(),
  /** The number a campaign was paused at because its audience had grown: it is confirmed with the new time. */
  confirmedCount: z.int().positive().max(LARGEST_INT).optional(),
  choice: sendTimeChoiceSchema.optional(),
});
export type RescheduleCampaignInput = z.infer<typeof rescheduleCampaignSchema>;
