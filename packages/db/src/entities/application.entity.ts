import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";

export const APPLICATION_STATUSES = ["pending", "approved", "denied", "inactive"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** Customer × pass. */
export const Application = defineEntity({
  name: "Application",
  tableName: "application",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    customer: () => p.manyToOne(Customer).ref(),
    pass: () => p.manyToOne(Pass).ref(),
    status: p.enum(APPLICATION_STATUSES),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
