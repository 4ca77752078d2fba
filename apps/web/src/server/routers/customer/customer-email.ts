import { customerIdSchema } from "@packpost/core/customer/page/get-customer";
import { getWriting } from "@packpost/core/customer/write/get-writing";
import { previewEmail } from "@packpost/core/customer/write/preview-email";
import { saveEmailDraft } from "@packpost/core/customer/write/save-email-draft";
import {
  previewEmailSchema,
  saveEmailDraftSchema,
  sendEmailAgainSchema,
  sendEmailSchema,
} from "@packpost/core/customer/write/schemas";
import { sendEmail } from "@packpost/core/customer/write/send-email";
import { sendEmailAgain } from "@packpost/core/customer/write/send-email-again";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** One email that staff write to one customer (P12). */
export const customerEmailRouter = createRouter({
  get: permitted("customer.write_email")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getWriting({ ctx, input })),
  preview: permitted("customer.write_email")
    .input(previewEmailSchema)
    .mutation(({ ctx, input }) => previewEmail({ ctx, input })),
  saveDraft: permitted("customer.write_email")
    .input(saveEmailDraftSchema)
    .mutation(({ ctx, input }) => saveEmailDraft({ ctx, input })),
  send: permitted("customer.write_email")
    .input(sendEmailSchema)
    .mutation(({ ctx, input }) => sendEmail({ ctx, input })),
  again: permitted("customer.write_email")
    .input(sendEmailAgainSchema)
    .mutation(({ ctx, input }) => sendEmailAgain({ ctx, input })),
});
