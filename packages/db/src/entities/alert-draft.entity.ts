import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** An alert that a staff member has not sent yet. */
export const AlertDraft = defineEntity({
  name: "AlertDraft",
  tableName: "alert_draft",
  properties: {
    staffMember: () => p.manyToOne(StaffMember).ref().primary().deleteRule("no action"),
    organisationId: () => ofOrganisation().primary(),
    range: p.json<unknown>().nullable(),
    body: p.text(),
    version: p.integer(),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
