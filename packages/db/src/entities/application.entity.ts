import { defineEntity, p } from "@mikro-orm/core";
import { applicationStatuses } from "../enums.ts";
import { Customer } from "./customer.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { Pass } from "./pass.entity.ts";

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
    status: p.enum(applicationStatuses),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
