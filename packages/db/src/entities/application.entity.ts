import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const APPLICATION_STATUSES = ["pending", "approved", "denied", "inactive"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** Customer × pass. */
export const Application = defineEntity({
  name: "Application",
  tableName: "application",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    customerId: p.uuid(),
    passId: p.uuid(),
    status: p.enum(APPLICATION_STATUSES),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
