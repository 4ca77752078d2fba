import { defineEntity, p } from "@mikro-orm/core";
import { mergeKinds } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** Two records made one, or a family made two (P11), with what is needed to take it back. */
export const Merge = defineEntity({
  name: "Merge",
  tableName: "merge",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    kind: p.enum(mergeKinds),
    keptId: p.uuid(),
    mergedId: p.uuid(),
    doneBy: () => p.manyToOne(StaffMember).ref().fieldName("done_by").deleteRule("no action"),
    doneAt: p.datetime(3).defaultRaw("app_now()"),
    moved: p.json(),
    before: p.json(),
    undoneAt: p.datetime(3).nullable(),
    undoneBy: () => p.manyToOne(StaffMember).ref().fieldName("undone_by").nullable().deleteRule("no action"),
  },
});
