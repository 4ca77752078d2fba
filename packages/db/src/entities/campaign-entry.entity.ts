import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const ENTRY_LISTS = ["add", "exclude"] as const;
export type EntryList = (typeof ENTRY_LISTS)[number];

export const ENTRY_PROBLEMS = ["unknown", "ambiguous", "malformed", "duplicate"] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** A line of those added to or excluded from a campaign by hand (C3). */
export const CampaignEntry = defineEntity({
  name: "CampaignEntry",
  tableName: "campaign_entry",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    campaignId: p.uuid(),
    list: p.enum(ENTRY_LISTS),
    position: p.integer(),
    /** As it was pasted. */
    text: p.text(),
    customerId: p.uuid().nullable(),
    problem: p.enum(ENTRY_PROBLEMS).nullable(),
    /** The change of the list that brought it, and the one that took it away: the newest can be undone. */
    broughtBy: p.uuid(),
    removedBy: p.uuid().nullable(),
  },
});
