import { defineEntity, p } from "@mikro-orm/core";
import type { ApiScope } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** A key of one of the business's other systems (P10). What opens it is in ApiKeySecret. */
export const ApiKey = defineEntity({
  name: "ApiKey",
  tableName: "api_key",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.text(),
    /** Of apiScopes; the table checks it. */
    scopes: p.array().columnType("text[]").$type<ApiScope[]>(),
    createdBy: () => p.manyToOne(StaffMember).ref().fieldName("created_by").deleteRule("no action"),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    revokedAt: p.datetime(3).nullable(),
    revokedBy: () =>
      p.manyToOne(StaffMember).ref().fieldName("revoked_by").nullable().deleteRule("no action"),
  },
});
