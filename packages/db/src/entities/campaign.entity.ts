import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const CAMPAIGN_STATUSES = ["draft", "scheduled", "sending", "paused", "sent", "cancelled"] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** A mass email, from draft to outcome. */
export const Campaign = defineEntity({
  name: "Campaign",
  tableName: "campaign",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.string(),
    passId: p.uuid().nullable(),
    subject: p.string().default(""),
    preheader: p.string().default(""),
    bodyMarkdown: p.text().default(""),
    status: p.string().$type<CampaignStatus>().default("draft"),
    version: p.integer().default(1),
    authorId: p.uuid(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
    template: p.json().$type<Record<string, unknown>>().nullable(),
    sendAt: p.datetime(3).nullable(),
    sentBy: p.uuid().nullable(),
    confirmedCount: p.integer().nullable(),
    sendingBeganAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    pauseReason: p.text().nullable(),
    change: p.integer().default(0),
    changeSeen: p.integer().default(0),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
    snapshotAt: p.datetime(3).nullable(),
    planned: p.boolean().default(false),
    dueCount: p.integer().nullable(),
    resumedAt: p.datetime(3).nullable(),
    slices: p.integer().default(0),
  },
});
