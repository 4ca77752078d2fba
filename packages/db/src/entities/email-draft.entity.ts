import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** What a staff member has written to one customer and not sent (P12); empty once it was sent. */
export const EmailDraft = defineEntity({
  name: "EmailDraft",
  tableName: "email_draft",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    staffMember: () => p.manyToOne(StaffMember).ref().primary().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().primary().deleteRule("no action"),
    /** Of the mail that it becomes. */
    mailId: p.uuid(),
    subject: p.text(),
    bodyMarkdown: p.text(),
    version: p.integer(),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
