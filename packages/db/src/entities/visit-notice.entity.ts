import { defineEntity, p } from "@mikro-orm/core";
import { ofOrganisation } from "./organisation.entity.ts";
import { Thread } from "./thread.entity.ts";

/** A customer wrote, and staff with a visit at the family that day are to be told (V7). */
export const VisitNotice = defineEntity({
  name: "VisitNotice",
  tableName: "visit_notice",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    thread: () => p.manyToOne(Thread).ref(),
    fromNumber: p.integer(),
    dueAt: p.datetime(3),
    settledAt: p.datetime(3).nullable(),
    people: p.integer().nullable(),
  },
});
