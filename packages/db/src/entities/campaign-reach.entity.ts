import { defineEntity, p } from "@mikro-orm/core";
import { Campaign } from "./campaign.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** Whom a campaign has reached, as ranges of customers' numbers, while it counts against others. */
export const CampaignReach = defineEntity({
  name: "CampaignReach",
  tableName: "campaign_reach",
  properties: {
    organisationId: ofOrganisation,
    campaign: () => p.manyToOne(Campaign).ref().primary().fieldName("broadcast_id").deleteRule("cascade"),
    numbers: p.text().columnType("int8multirange"),
    asOf: p.datetime(3).defaultRaw("app_now()"),
  },
});
