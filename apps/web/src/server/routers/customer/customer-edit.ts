import { addCustomer } from "@packpost/core/customer/edit/add-customer";
import { addPet } from "@packpost/core/customer/edit/add-pet";
import { addTransaction } from "@packpost/core/customer/edit/add-transaction";
import {
  addPetSchema,
  addTransactionSchema,
  saveApplicationSchema,
  savePetSchema,
  saveRegistrationSchema,
  transactionIdSchema,
} from "@packpost/core/customer/edit/holding-schemas";
import { makePrimary } from "@packpost/core/customer/edit/make-primary";
import { moveCustomer } from "@packpost/core/customer/edit/move-customer";
import { saveApplication } from "@packpost/core/customer/edit/save-application";
import { saveCustomer } from "@packpost/core/customer/edit/save-customer";
import { saveFamily } from "@packpost/core/customer/edit/save-family";
import { savePet } from "@packpost/core/customer/edit/save-pet";
import { saveRegistration } from "@packpost/core/customer/edit/save-registration";
import {
  addCustomerSchema,
  makePrimarySchema,
  moveCustomerSchema,
  saveCustomerSchema,
  saveFamilySchema,
} from "@packpost/core/customer/edit/schemas";
import { putBackTransaction, takeOutTransaction } from "@packpost/core/customer/edit/take-out-transaction";
import { setCustomerZone, setCustomerZoneSchema } from "@packpost/core/customer/set-customer-zone";
import { permitted } from "#web/server/procedures.ts";

/** What staff add and change of customers, their families and what they hold (P11): part of the customers' router. */
export const customerEditProcedures = {
  add: permitted("customer.edit")
    .input(addCustomerSchema)
    .mutation(({ ctx, input }) => addCustomer({ ctx, input })),
  save: permitted("customer.edit")
    .input(saveCustomerSchema)
    .mutation(({ ctx, input }) => saveCustomer({ ctx, input })),
  /** On whose clock they sleep (A12). */
  setZone: permitted("customer.edit")
    .input(setCustomerZoneSchema)
    .mutation(({ ctx, input }) => setCustomerZone({ ctx, input })),
  move: permitted("customer.edit")
    .input(moveCustomerSchema)
    .mutation(({ ctx, input }) => moveCustomer({ ctx, input })),
  makePrimary: permitted("customer.edit")
    .input(makePrimarySchema)
    .mutation(({ ctx, input }) => makePrimary({ ctx, input })),
  saveFamily: permitted("customer.edit")
    .input(saveFamilySchema)
    .mutation(({ ctx, input }) => saveFamily({ ctx, input })),
  addPet: permitted("customer.edit")
    .input(addPetSchema)
    .mutation(({ ctx, input }) => addPet({ ctx, input })),
  savePet: permitted("customer.edit")
    .input(savePetSchema)
    .mutation(({ ctx, input }) => savePet({ ctx, input })),
  saveApplication: permitted("customer.edit")
    .input(saveApplicationSchema)
    .mutation(({ ctx, input }) => saveApplication({ ctx, input })),
  saveRegistration: permitted("customer.edit")
    .input(saveRegistrationSchema)
    .mutation(({ ctx, input }) => saveRegistration({ ctx, input })),
  addTransaction: permitted("customer.edit")
    .input(addTransactionSchema)
    .mutation(({ ctx, input }) => addTransaction({ ctx, input })),
  takeOutTransaction: permitted("customer.edit")
    .input(transactionIdSchema)
    .mutation(({ ctx, input }) => takeOutTransaction({ ctx, input })),
  putBackTransaction: permitted("customer.edit")
    .input(transactionIdSchema)
    .mutation(({ ctx, input }) => putBackTransaction({ ctx, input })),
};
