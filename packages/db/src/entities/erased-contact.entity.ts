import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

/** What stood in the way of an address or number that was erased (P11), as a hash of it. */
export const ErasedContact = defineEntity({
  name: "ErasedContact",
  tableName: "erased_contact",
  properties: {
    organisationId: () => ofOrganisation().primary(),
    hash: p.text().primary(),
    blocks: p.json(),
    refused: p.boolean(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
