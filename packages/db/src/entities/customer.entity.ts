import { defineEntity, p } from "@mikro-orm/core";
import { languageCodes } from "../enums.ts";
import { Application } from "./application.entity.ts";
import { Family } from "./family.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

export const CONTACTS = ["primary", "secondary"] as const;
export type Contact = (typeof CONTACTS)[number];

/** One human of a family. `emailKey`, `petNames` and `searchKey` are kept by the database. */
export const Customer = defineEntity({
  name: "Customer",
  tableName: "customer",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    /** What another system of the business calls it (P9, P10). */
    externalId: p.text().nullable(),
    number: p.integer(),
    family: () => p.manyToOne(Family).ref(),
    contact: p.enum(CONTACTS).default("primary"),
    firstName: p.string().default(""),
    lastName: p.string().default(""),
    email: p.string().nullable(),
    emailKey: p.string().persist(false).nullable(),
    nameKey: p.string().persist(false),
    phone: p.string().nullable(),
    /** Where they live, if it is known: it goes before what their number says (T35). */
    zone: p.text().nullable(),
    /** In which they want what we write by ourselves; null = as the organisation. */
    language: p.enum(languageCodes).nullable(),
    lastTransactionAt: p.datetime(3).nullable(),
    petNames: p.array().persist(false),
    searchKey: p.string().persist(false),
    applications: () => p.oneToMany(Application).mappedBy("customer"),
    /** This record is hidden: it was found to be of the same human as that one (P11). */
    mergedInto: () => p.manyToOne(Customer).ref().fieldName("merged_into").nullable().deleteRule("no action"),
    /** All that named them was erased then (P11). */
    erasedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    updatedAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
