import { defineEntity, p } from "@mikro-orm/core";
import { Campaign } from "./campaign.entity.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const ENTRY_LISTS = ["add", "exclude"] as const;
export type EntryList = (typeof ENTRY_LISTS)[number];

export const ENTRY_PROBLEMS = ["unknown", "ambiguous", "malformed", "duplicate"] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** A line of those added to or excluded from a campaign by hand (C3). */
export const ManualRecipient = defineEntity({
  name: "ManualRecipient",
  tableName: "manual_recipient",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    campaign: () => p.manyToOne(Campaign).ref().deleteRule("cascade"),
    list: p.enum(ENTRY_LISTS),
    position: p.integer(),
    /** As it was pasted. */
    text: p.text(),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("cascade"),
    problem: p.enum(ENTRY_PROBLEMS).nullable(),
    /** The change of the list that brought it, and the one that took it away: the newest can be undone. */
    broughtBy: p.uuid(),
    removedBy: p.uuid().nullable(),
  },
});
