import { decideAlertUnconfirmed } from "@packpost/core/alert/decide-alert-unconfirmed";
import { addLateJoiners, listLateJoiners } from "@packpost/core/alert/late-joiners";
import { cancelAlert, pauseAlert, resumeAlert, undoAlert } from "@packpost/core/alert/move-alert";
import { overrideQuietHours } from "@packpost/core/alert/night/override-quiet-hours";
import {
  addLateJoinersSchema,
  alertIdSchema,
  decideAlertUnconfirmedSchema,
} from "@packpost/core/alert/schemas";
import { emailUnreached } from "@packpost/core/alert/unreached/email-unreached";
import { readUnreached } from "@packpost/core/alert/unreached/read-unreached";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** What moves an alert once it was sent. */
export const alertSendingRouter = createRouter({
  undo: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => undoAlert({ ctx, input })),
  pause: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => pauseAlert({ ctx, input })),
  resume: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => resumeAlert({ ctx, input })),
  cancel: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => cancelAlert({ ctx, input })),
  /** Who is held for the night gets it now. */
  overrideQuietHours: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => overrideQuietHours({ ctx, input })),
  /** Who has booked into the range since. */
  lateJoiners: permitted("alert.manage")
    .input(alertIdSchema)
    .query(({ ctx, input }) => listLateJoiners({ ctx, input })),
  addLateJoiners: permitted("alert.manage")
    .input(addLateJoinersSchema)
    .mutation(({ ctx, input }) => addLateJoiners({ ctx, input })),
  unconfirmed: permitted("alert.manage")
    .input(decideAlertUnconfirmedSchema)
    .mutation(({ ctx, input }) => decideAlertUnconfirmed({ ctx, input })),
  /** Whom it has not reached, and of whom a mail can be sent, was, or cannot be and why. */
  unreached: permitted("alert.manage")
    .input(alertIdSchema)
    .query(({ ctx, input }) => readUnreached({ ctx, input })),
  emailUnreached: permitted("alert.manage")
    .input(alertIdSchema)
    .mutation(({ ctx, input }) => emailUnreached({ ctx, input })),
});
