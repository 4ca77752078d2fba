import { defineEntity, p } from "@mikro-orm/core";
import { emailStates, textStates } from "../enums.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** A customer whom mail or texts do not reach though there is an address or number (P1), kept by triggers: written by SQL alone. */
export const CustomerRefusal = defineEntity({
  name: "CustomerRefusal",
  tableName: "customer_refusal",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    customer: () => p.manyToOne(Customer).ref().primary().deleteRule("cascade"),
    /** The customer's: lists go along it. */
    searchKey: p.text(),
    emailState: p.enum(emailStates),
    textState: p.enum(textStates),
  },
});
