import { readAlertDraft, saveAlertDraft } from "@packpost/core/alert/alert-draft";
import { areAlertsOn } from "@packpost/core/alert/are-alerts-on";
import { getAlert } from "@packpost/core/alert/get-alert";
import { listAlertPeople } from "@packpost/core/alert/list-alert-people";
import { listAlertRecipients } from "@packpost/core/alert/list-alert-recipients";
import { listAlerts } from "@packpost/core/alert/list-alerts";
import { previewAlert } from "@packpost/core/alert/preview-alert";
import {
  alertIdSchema,
  listAlertPeopleSchema,
  listAlertRecipientsSchema,
  listAlertsSchema,
  previewAlertSchema,
  saveAlertDraftSchema,
  sendAlertSchema,
} from "@packpost/core/alert/schemas";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { readCallList } from "@packpost/core/alert/unreached/read-call-list";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { alertSendingRouter } from "./alert-sending.ts";

/** Mass text alerts (A), where texting is on. */
export const alertRouter = createRouter({
  /** Whether there are any here. */
  areOn: permitted("alert.manage").query(({ ctx }) => areAlertsOn({ ctx })),
  /** Who would get it, as the range is chosen. */
  preview: permitted("alert.manage")
    .input(previewAlertSchema)
    .query(({ ctx, input }) => previewAlert({ ctx, input })),
  people: permitted("alert.manage")
    .input(listAlertPeopleSchema)
    .query(({ ctx, input }) => listAlertPeople({ ctx, input })),
  draft: permitted("alert.manage").query(({ ctx }) => readAlertDraft({ ctx })),
  saveDraft: permitted("alert.manage")
    .input(saveAlertDraftSchema)
    .mutation(({ ctx, input }) => saveAlertDraft({ ctx, input })),
  send: permitted("alert.manage")
    .input(sendAlertSchema)
    .mutation(({ ctx, input }) => sendAlert({ ctx, input })),
  list: permitted("alert.manage")
    .input(listAlertsSchema)
    .query(({ ctx, input }) => listAlerts({ ctx, input })),
  get: permitted("alert.manage")
    .input(alertIdSchema)
    .query(({ ctx, input }) => getAlert({ ctx, input })),
  recipients: permitted("alert.manage")
    .input(listAlertRecipientsSchema)
    .query(({ ctx, input }) => listAlertRecipients({ ctx, input })),
  /** Whom it has not reached, to be printed and called. */
  callList: permitted("alert.manage")
    .input(alertIdSchema)
    .query(({ ctx, input }) => readCallList({ ctx, input })),
  sending: alertSendingRouter,
});
