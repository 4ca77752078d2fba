import { defineEntity, p } from "@mikro-orm/core";
import { copyReceivers } from "../enums.ts";
import { Broadcast } from "./broadcast.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** A mass email: what it says and whom it is for. Its broadcast has the same id. */
export const Campaign = defineEntity({
  name: "Campaign",
  tableName: "campaign",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    /** How it is sent. */
    broadcast: () =>
      p.oneToOne(Broadcast).owner().joinColumn("id").persist(false).unique(false).deleteRule("cascade"),
    name: p.string(),
    pass: () => p.manyToOne(Pass).ref().nullable().deleteRule("no action"),
    subject: p.string().default(""),
    preheader: p.string().default(""),
    bodyMarkdown: p.text().default(""),
    version: p.integer().default(1),
    author: () => p.manyToOne(StaffMember).ref(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
    copyTo: p.enum(copyReceivers).default("sender"),
    /** The one whose failed people it is for (C16). */
    parent: () => p.manyToOne(Campaign).ref().nullable().deleteRule("no action"),
    archivedAt: p.datetime(3).nullable(),
  },
});
