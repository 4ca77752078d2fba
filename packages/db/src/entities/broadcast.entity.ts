import { defineEntity, p } from "@mikro-orm/core";
import { broadcastKinds, broadcastStatuses } from "../enums.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";

/** One sending to many: its state, its time, and how far it is. */
export const Broadcast = defineEntity({
  name: "Broadcast",
  tableName: "broadcast",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    kind: p.enum(broadcastKinds),
    status: p.enum(broadcastStatuses).default("draft"),
    template: p.json().$type<Record<string, unknown>>().nullable(),
    planned: p.boolean().default(false),
    sendAt: p.datetime(3).nullable(),
    sentBy: () => p.manyToOne(StaffMember).ref().fieldName("sent_by").nullable().deleteRule("no action"),
    confirmedCount: p.integer().nullable(),
    dueCount: p.integer().nullable(),
    sendingBeganAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    pauseReason: p.text().nullable(),
    resumedAt: p.datetime(3).nullable(),
    revision: p.integer().default(0),
    observedRevision: p.integer().default(0),
    changedAt: p.datetime(3).defaultRaw("app_now()"),
    nextLookAt: p.datetime(3).nullable(),
    snapshotAt: p.datetime(3).nullable(),
    slices: p.integer().default(0),
    firstOpenSlice: p.integer().default(0),
    wave: p.integer().default(0),
    waveSlices: p.integer().nullable(),
    waveOpensAt: p.datetime(3).nullable(),
    unconfirmedReported: p.integer().default(0),
    unconfirmedLeftAt: p.datetime(3).nullable(),
  },
});
