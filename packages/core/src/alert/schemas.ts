import * as z from "zod";
import { pageSchema } from "../paging/page-schema.ts";
import { storableTextSchema } from "../storable-text.ts";
import { MOST_CHARACTERS } from "../texting/most-characters.ts";
import { MOST_DAYS } from "./range/resolve-range.ts";
import { alertRecipientFilters } from "./recipient-filters.ts";

/** Inputs of alerts. No server imports: the browser checks with the same schemas. */

/** In characters; as the table has it. */
export const LONGEST_DRAFT = 10_000;

const wallTimeSchema = z.object({
  date: z.iso.date("Choose a day."),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time, such as 14:30."),
});

export const alertRangeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rest_of_today") }),
  z.object({ kind: z.literal("next_days"), days: z.int().min(2).max(MOST_DAYS) }),
  z.object({ kind: z.literal("tomorrow") }),
  z.object({ kind: z.literal("custom"), from: wallTimeSchema, until: wallTimeSchema }),
]);

export const previewAlertSchema = z.object({ range: alertRangeSchema });
export type PreviewAlertInput = z.infer<typeof previewAlertSchema>;

export const listAlertPeopleSchema = pageSchema.extend({
  range: alertRangeSchema,
  /** Who gets the text, or who does not and why. */
  show: z.enum(["receiving", "skipped"]),
});
export type ListAlertPeopleInput = z.infer<typeof listAlertPeopleSchema>;

export const saveAlertDraftSchema = z.object({
  range: alertRangeSchema.nullable(),
  body: storableTextSchema.max(LONGEST_DRAFT),
  /** The version that was shown: a newer one wins. */
  version: z.int().min(0).max(1_000_000_000),
});
export type SaveAlertDraftInput = z.infer<typeof saveAlertDraftSchema>;

export const alertIdSchema = z.object({ alertId: z.uuid() });
export type AlertIdInput = z.infer<typeof alertIdSchema>;

export const sendAlertSchema = alertIdSchema.extend({
  range: alertRangeSchema,
  body: storableTextSchema
    .refine((body) => body.trim() !== "", "Write what is to be said.")
    .refine((body) => body.length <= MOST_CHARACTERS, "A text has at most 1,600 characters."),
  /** How many the confirmation named. */
  confirmedCount: z.int().min(0).max(10_000_000),
  /** The same text went out minutes ago, and is meant once more. */
  again: z.boolean().default(false),
  /** It goes out in quiet hours too (A12). */
  overrideQuietHours: z.boolean().default(false),
  /** The earlier alert that it was begun from. */
  againOf: z.uuid().nullable().default(null),
  /** Of the draft that it is sent from: what another device has written since stays. */
  draftVersion: z.int().min(0).max(1_000_000_000).optional(),
});
export type SendAlertInput = z.infer<typeof sendAlertSchema>;

export const listAlertsSchema = pageSchema;
export type ListAlertsInput = z.infer<typeof listAlertsSchema>;

export const listAlertRecipientsSchema = pageSchema.extend({
  alertId: z.uuid(),
  filter: z.enum(alertRecipientFilters).default("all"),
});
export type ListAlertRecipientsInput = z.infer<typeof listAlertRecipientsSchema>;

export const addLateJoinersSchema = alertIdSchema.extend({
  /** Of those that were listed; whoever is none any more is left out. */
  customerIds: z.array(z.uuid()).min(1).max(200),
});
export type AddLateJoinersInput = z.infer<typeof addLateJoinersSchema>;

export const decideAlertUnconfirmedSchema = alertIdSchema.extend({
  decision: z.enum(["send_again", "leave"]),
});
export type DecideAlertUnconfirmedInput = z.infer<typeof decideAlertUnconfirmedSchema>;
