import { defineEntity, p } from "@mikro-orm/core";
import { suppressionKinds, suppressionReasons } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** An address, domain or number that may not be written to, with its reason (C14). */
export const Suppression = defineEntity({
  name: "Suppression",
  tableName: "suppression",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    kind: p.enum(suppressionKinds),
    valueKey: p.string(),
    searchKey: p.string().persist(false),
    reason: p.enum(suppressionReasons),
    providerMessage: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    liftedAt: p.datetime(3).nullable(),
  },
});
