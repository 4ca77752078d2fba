import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { PREFERENCE_SOURCES } from "./preference.entity.ts";

/** What was last said at a mailbox about campaigns (C18), whoever has it in their file; no row = nothing was said. */
export const MailboxChoice = defineEntity({
  name: "MailboxChoice",
  tableName: "mailbox_choice",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    emailKey: p.text().primary(),
    subscribed: p.boolean(),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
    source: p.enum(PREFERENCE_SOURCES),
    /** Who said it; null = known from the provider alone, or the customer is gone. */
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("set null"),
  },
});
