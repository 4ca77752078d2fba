import { defineEntity, p } from "@mikro-orm/core";
import { numberStates, optOutSources } from "../enums.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** What is known of a number, whoever has it: whether it takes texts (A14), and what its people asked for (A12). */
export const PhoneNumber = defineEntity({
  name: "PhoneNumber",
  tableName: "phone_number",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    number: p.text().primary(),
    state: p.enum(numberStates).default("unknown"),
    stateAt: p.datetime(3).nullable(),
    /** The staff member who said so; null = the carrier. */
    stateBy: () => p.manyToOne(StaffMember).ref().fieldName("state_by").nullable().deleteRule("no action"),
    providerMessage: p.text().nullable(),
    optedOutAt: p.datetime(3).nullable(),
    optedOutBy: p.enum(optOutSources).nullable(),
    optedOutWord: p.text().nullable(),
    /** When stopping or starting was last asked for. */
    askedAt: p.datetime(3).nullable(),
    heldAt: p.datetime(3).nullable(),
    heldEntry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
  },
});
