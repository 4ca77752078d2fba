import { defineEntity, p } from "@mikro-orm/core";
import { Campaign } from "./campaign.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** Who would have received a campaign when somebody last looked (C7), as ranges of customers' numbers. */
export const CampaignReview = defineEntity({
  name: "CampaignReview",
  tableName: "campaign_review",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    campaign: () => p.manyToOne(Campaign).ref().deleteRule("cascade"),
    reviewedBy: () => p.manyToOne(StaffMember).ref().fieldName("reviewed_by"),
    reviewedAt: p.datetime(3).defaultRaw("app_now()"),
    numbers: p.text().columnType("int8multirange"),
  },
});
