import { defineEntity, p } from "@mikro-orm/core";
import { alertRangeKinds } from "../enums.ts";
import { Broadcast } from "./broadcast.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** A mass text: what it says and whom it is for. Its broadcast has the same id. */
export const Alert = defineEntity({
  name: "Alert",
  tableName: "alert",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    /** How it is sent. */
    broadcast: () =>
      p.oneToOne(Broadcast).owner().joinColumn("id").persist(false).unique(false).deleteRule("cascade"),
    rangeKind: p.enum(alertRangeKinds),
    rangeDays: p.integer().nullable(),
    fromAt: p.datetime(3),
    untilAt: p.datetime(3),
    body: p.text(),
    createdBy: () => p.manyToOne(StaffMember).ref().fieldName("created_by"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    /** Who decided that it may go out in quiet hours too. */
    quietOverrideBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("quiet_override_by").nullable().deleteRule("no action"),
    /** The earlier one that it was begun from. */
    againOf: () => p.manyToOne(Alert).ref().fieldName("again_of").nullable().deleteRule("set null"),
    servedAt: p.datetime(3).nullable(),
  },
});
