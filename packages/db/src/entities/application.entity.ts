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
    customer: () => p.manyToOne(Customer).ref(),
    pass: () => p.manyToOne(Pass).ref(),
    status: p.enum(applicationStatuses),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
