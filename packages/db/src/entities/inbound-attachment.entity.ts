import { defineEntity, p } from "@mikro-orm/core";
import { InboundMail } from "./inbound-mail.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What was attached to a mail that came in. */
export const InboundAttachment = defineEntity({
  name: "InboundAttachment",
  tableName: "inbound_attachment",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    mail: () => p.manyToOne(InboundMail).ref().primary().deleteRule("no action"),
    place: p.integer().primary(),
    name: p.text(),
    contentType: p.text(),
    contentId: p.text().nullable(),
    bytes: p.integer(),
    /** Null where it was too large to be kept. */
    content: p.uint8array().columnType("bytea").nullable(),
  },
});
