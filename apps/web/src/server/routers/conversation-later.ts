import { countHeld } from "@packpost/core/conversation/inbox/read-unread-state";
import {
  cancelScheduled,
  rescheduleMessage,
  restoreScheduled,
} from "@packpost/core/conversation/later/change-scheduled";
import { getLaterChoices } from "@packpost/core/conversation/later/get-later-choices";
import { listScheduled } from "@packpost/core/conversation/later/list-scheduled";
import { scheduleMessage } from "@packpost/core/conversation/later/schedule-message";
import {
  laterChoicesSchema,
  rescheduleSchema,
  scheduledIdSchema,
  scheduleMessageSchema,
  sendScheduledSchema,
  takeBackSchema,
} from "@packpost/core/conversation/later/schemas";
import { sendScheduled } from "@packpost/core/conversation/later/send-scheduled";
import { takeBackScheduled } from "@packpost/core/conversation/later/take-back-scheduled";
import { threadIdSchema } from "@packpost/core/conversation/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Messages that are sent later (V15). */
export const conversationLaterRouter = createRouter({
  /** When it makes sense to send, on the organisation's clock. */
  choices: permitted("conversation.own_schedule")
    .input(laterChoicesSchema)
    .query(({ ctx, input }) => getLaterChoices({ ctx, input })),
  list: permitted("conversation.own_schedule")
    .input(threadIdSchema)
    .query(({ ctx, input }) => listScheduled({ ctx, input })),
  /** How many wait for the actor. */
  held: permitted("conversation.all").query(({ ctx }) => countHeld({ ctx })),
  schedule: permitted("conversation.own_schedule")
    .input(scheduleMessageSchema)
    .mutation(({ ctx, input }) => scheduleMessage({ ctx, input })),
  reschedule: permitted("conversation.own_schedule")
    .input(rescheduleSchema)
    .mutation(({ ctx, input }) => rescheduleMessage({ ctx, input })),
  sendNow: permitted("conversation.own_schedule")
    .input(sendScheduledSchema)
    .mutation(({ ctx, input }) => sendScheduled({ ctx, input })),
  takeBack: permitted("conversation.own_schedule")
    .input(takeBackSchema)
    .mutation(({ ctx, input }) => takeBackScheduled({ ctx, input })),
  cancel: permitted("conversation.own_schedule")
    .input(scheduledIdSchema)
    .mutation(({ ctx, input }) => cancelScheduled({ ctx, input })),
  restore: permitted("conversation.own_schedule")
    .input(scheduledIdSchema)
    .mutation(({ ctx, input }) => restoreScheduled({ ctx, input })),
});
