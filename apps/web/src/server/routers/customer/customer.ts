import { changeForCustomer } from "@packpost/core/customer/communications/change-for-customer";
import { getCommunications } from "@packpost/core/customer/communications/get-communications";
import { changeForCustomerSchema } from "@packpost/core/customer/communications/schemas";
import { eraseCustomer } from "@packpost/core/customer/erase/erase-customer";
import { eraseCustomerSchema } from "@packpost/core/customer/erase/schemas";
import { getFile } from "@packpost/core/customer/file/get-file";
import { listTransactions, listTransactionsSchema } from "@packpost/core/customer/file/list-transactions";
import { countCustomers } from "@packpost/core/customer/list/count-customers";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { countCustomersSchema, listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { countMails } from "@packpost/core/customer/mail/count-mails";
import { listCampaignMails } from "@packpost/core/customer/mail/list-campaign-mails";
import { listClicks } from "@packpost/core/customer/mail/list-clicks";
import { listNotes } from "@packpost/core/customer/mail/list-notes";
import { readMessage } from "@packpost/core/customer/mail/read-message";
import {
  customerClicksSchema,
  customerMailsSchema,
  readMessageSchema,
} from "@packpost/core/customer/mail/schemas";
import { readKept } from "@packpost/core/customer/merge/read-kept";
import { customerIdSchema, getCustomer } from "@packpost/core/customer/page/get-customer";
import { getFamilyReach } from "@packpost/core/customer/reach/get-family-reach";
import { listFamilies } from "@packpost/core/customer/reach/list-families";
import { listFamiliesSchema } from "@packpost/core/customer/reach/schemas";
import { countSilent } from "@packpost/core/customer/silence/count-silent";
import { explainSending } from "@packpost/core/customer/why/explain-sending";
import { listSendings } from "@packpost/core/customer/why/list-sendings";
import { whySchema } from "@packpost/core/customer/why/schemas";
import { listPasses } from "@packpost/core/pass/list-passes";
import { createRouter, permitted } from "#web/server/procedures.ts";
import { customerEditProcedures } from "./customer-edit.ts";
import { customerEmailRouter } from "./customer-email.ts";
import { customerMergeRouter } from "./customer-merge.ts";

/** People of the business's families. */
export const customerRouter = createRouter({
  ...customerEditProcedures,
  email: customerEmailRouter,
  merge: customerMergeRouter,
  get: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getCustomer({ ctx, input })),
  /** Where a merged record's page leads (P11). */
  kept: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => readKept({ ctx, input })),
  file: permitted("customer.read")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getFile({ ctx, input })),
  transactions: permitted("customer.read")
    .input(listTransactionsSchema)
    .query(({ ctx, input }) => listTransactions({ ctx, input })),
  list: permitted("conversation.own_schedule")
    .input(listCustomersSchema)
    .query(({ ctx, input }) => listCustomers({ ctx, input })),
  /** One person's data for good (P11). */
  erase: permitted("settings.manage")
    .input(eraseCustomerSchema)
    .mutation(({ ctx, input }) => eraseCustomer({ ctx, input })),
  /** How many the list has (P1). */
  count: permitted("customer.read")
    .input(countCustomersSchema)
    .query(({ ctx, input }) => countCustomers({ ctx, input })),
  /** Who falls silent (P7). */
  silent: permitted("customer.read").query(({ ctx }) => countSilent({ ctx })),
  /** Households and their reachability (P11). */
  families: permitted("customer.read")
    .input(listFamiliesSchema)
    .query(({ ctx, input }) => listFamilies({ ctx, input })),
  familyReach: permitted("conversation.own_schedule")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getFamilyReach({ ctx, input })),
  passes: permitted("customer.read").query(({ ctx }) => listPasses({ ctx })),
  mailCounts: permitted("customer.read")
    .input(customerIdSchema)
    .query(({ ctx, input }) => countMails({ ctx, input })),
  mails: permitted("customer.read")
    .input(customerMailsSchema)
    .query(({ ctx, input }) => listCampaignMails({ ctx, input })),
  clicks: permitted("customer.read")
    .input(customerClicksSchema)
    .query(({ ctx, input }) => listClicks({ ctx, input })),
  notes: permitted("customer.read")
    .input(customerMailsSchema)
    .query(({ ctx, input }) => listNotes({ ctx, input })),
  message: permitted("customer.read")
    .input(readMessageSchema)
    .query(({ ctx, input }) => readMessage({ ctx, input })),
  communications: permitted("customer.read")
    .input(customerIdSchema)
    .query(({ ctx, input }) => getCommunications({ ctx, input })),
  changeCommunication: permitted("customer.edit")
    .input(changeForCustomerSchema)
    .mutation(({ ctx, input }) => changeForCustomer({ ctx, input })),
  sendings: permitted("customer.read")
    .input(customerIdSchema)
    .query(({ ctx, input }) => listSendings({ ctx, input })),
  why: permitted("customer.read")
    .input(whySchema)
    .query(({ ctx, input }) => explainSending({ ctx, input })),
});
