import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

/** A picture that staff uploaded for mails; its bytes lie in the storage under its key. */
export const Picture = defineEntity({
  name: "Picture",
  tableName: "picture",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    key: p.string(),
    contentHash: p.string(),
    extension: p.string().$type<"jpg" | "png" | "gif">(),
    width: p.integer(),
    height: p.integer(),
    bytes: p.integer(),
    fileName: p.string(),
    uploadedBy: p.uuid(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
