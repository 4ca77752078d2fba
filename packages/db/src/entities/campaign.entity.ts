import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const CAMPAIGN_STATUSES = ["draft", "scheduled", "sending", "paused", "sent", "cancelled"] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Who gets a copy when sending begins (C3). */
export const COPY_RECEIVERS = ["sender", "organisation", "nobody"] as const;
export type CopyReceiver = (typeof COPY_RECEIVERS)[number];

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
    copyTo: p.string().$type<CopyReceiver>().default("sender"),
    parentId: p.uuid().nullable(),
    archivedAt: p.datetime(3).nullable(),
    wave: p.integer().default(0),
    waveSlices: p.integer().nullable(),
    waveOpensAt: p.datetime(3).nullable(),
  },
});
