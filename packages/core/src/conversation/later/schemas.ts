import * as z from "zod";
import { instantSchema } from "../../local-time/instant-schema.ts";
import { postMessageSchema, threadIdSchema } from "../schemas.ts";

/** When something is to be sent: an instant that was offered, or what the clock of the organisation's zone is to show. */
export const whenSchema = z.union([
  z.object({ at: instantSchema }),
  z.object({
    date: z.iso.date("A date is written as 2026-12-24."),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written as 09:30."),
  }),
]);
export type WhenInput = z.output<typeof whenSchema>;

export const scheduleMessageSchema = postMessageSchema.omit({ entryId: true }).extend({
  /** Made by the writer's page, as an entry's: a retry with the same one never doubles. */
  messageId: z.uuid(),
  when: whenSchema,
  /** The visit that it is about: it waits for a person if that is cancelled or moved. */
  appointmentId: z.uuid().nullish(),
});
export type ScheduleMessageInput = z.infer<typeof scheduleMessageSchema>;

export const laterChoicesSchema = threadIdSchema.extend({
  /** Whom it would go to as a text too, as of a message. */
  text: postMessageSchema.shape.text,
});
export type LaterChoicesInput = z.infer<typeof laterChoicesSchema>;

export const scheduledIdSchema = z.object({ messageId: z.uuid() });
export type ScheduledIdInput = z.infer<typeof scheduledIdSchema>;

export const rescheduleSchema = scheduledIdSchema.extend({
  when: whenSchema,
  /** The newest entry that whoever moves it has seen: what stands behind it counts as written meanwhile; null = everything is known. */
  seenNumber: postMessageSchema.shape.seenNumber,
});
export type RescheduleInput = z.infer<typeof rescheduleSchema>;

export const takeBackSchema = scheduledIdSchema.extend({
  /** Above the draft that stands there; else it stays as it is and says so. */
  aboveDraft: z.boolean().default(false),
});
export type TakeBackInput = z.infer<typeof takeBackSchema>;

export const sendScheduledSchema = scheduledIdSchema.extend({
  /** The newest entry that whoever sends it has seen (V10); null = it is meant. */
  seenNumber: postMessageSchema.shape.seenNumber,
});
export type SendScheduledInput = z.infer<typeof sendScheduledSchema>;
