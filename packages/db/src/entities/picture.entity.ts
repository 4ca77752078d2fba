import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** What a picture is since it was re-encoded. */
export const PICTURE_EXTENSIONS = ["jpg", "png", "gif"] as const;

/** A picture that staff uploaded for mails; its bytes lie in the storage under its key. */
export const Picture = defineEntity({
  name: "Picture",
  tableName: "picture",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    key: p.string(),
    contentHash: p.string(),
    extension: p.enum(PICTURE_EXTENSIONS),
    width: p.integer(),
    height: p.integer(),
    bytes: p.integer(),
    fileName: p.string(),
    uploadedBy: () => p.manyToOne(StaffMember).ref().fieldName("uploaded_by"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
