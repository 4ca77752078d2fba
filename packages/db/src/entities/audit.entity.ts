import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";

export const ACTOR_KINDS = ["staff", "customer", "api_key", "system"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who did what to what (O3); append-only. */
export const Audit = defineEntity({
  name: "Audit",
  tableName: "audit",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    at: p.datetime(3).defaultRaw("app_now()"),
    actorKind: p.enum(ACTOR_KINDS),
    actorId: p.uuid().nullable(),
    action: p.string(),
    subjectKind: p.string(),
    subjectId: p.uuid(),
    detail: p.json(),
  },
});
