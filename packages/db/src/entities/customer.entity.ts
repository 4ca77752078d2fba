import { defineEntity, p } from "@mikro-orm/core";
import type { OrganisationId } from "../organisation-id.ts";

export const CONTACTS = ["primary", "secondary"] as const;
export type Contact = (typeof CONTACTS)[number];

/** One human of a family. `emailKey`, `petNames` and `searchKey` are kept by the database. */
export const Customer = defineEntity({
  name: "Customer",
  tableName: "customer",
  properties: {
    organisationId: p.uuid().$type<OrganisationId>(),
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    number: p.integer(),
    familyId: p.uuid(),
    contact: p.enum(CONTACTS).default("primary"),
    firstName: p.string().default(""),
    lastName: p.string().default(""),
    email: p.string().nullable(),
    emailKey: p.string().persist(false).nullable(),
    nameKey: p.string().persist(false),
    phone: p.string().nullable(),
    lastTransactionAt: p.datetime(3).nullable(),
    petNames: p.array().persist(false),
    searchKey: p.string().persist(false),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
