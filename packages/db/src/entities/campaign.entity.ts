import { defineEntity, p } from "@mikro-orm/core";
import { copyReceivers } from "../enums.ts";
import type { OrganisationId } from "../organisation-id.ts";
import { Broadcast } from "./broadcast.entity.ts";

/** A mass email: what it says and whom it is for. Its broadcast has the same id. */
export const Campaign = defineEntity({
  name: "Campaign",
  tableName: "campaign",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary(),
    /** How it is sent. */
    broadcast: () => p.oneToOne(Broadcast).owner().joinColumn("id").persist(false).unique(false),
    name: p.string(),
    passId: p.uuid().nullable(),
    subject: p.string().default(""),
    preheader: p.string().default(""),
    bodyMarkdown: p.text().default(""),
    version: p.integer().default(1),
    authorId: p.uuid(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
    /** Raised by each change of its lists by hand. */
    listsVersion: p.integer().default(0),
    copyTo: p.enum(copyReceivers).default("sender"),
    parentId: p.uuid().nullable(),
    archivedAt: p.datetime(3).nullable(),
  },
});
