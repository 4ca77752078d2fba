import { defineEntity, p } from "@mikro-orm/core";
import { holdCauses } from "../enums.ts";

/** The one row of the whole installation: its operator's stop switch, and how it is told that the database was put back from a backup (O4). */
export const Installation = defineEntity({
  name: "Installation",
  tableName: "installation",
  properties: {
    onlyRow: p.boolean().primary().default(true),
    sendingStoppedAt: p.datetime(3).nullable(),
    id: p.uuid().defaultRaw("gen_random_uuid()"),
    identity: p.json().nullable(),
    beat: p.bigint().defaultRaw("0"),
    beatAt: p.datetime(3).nullable(),
    heldAt: p.datetime(3).nullable(),
    heldBecause: p.enum(holdCauses).nullable(),
    heldBeat: p.bigint().nullable(),
    lostFrom: p.datetime(3).nullable(),
    lostUntil: p.datetime(3).nullable(),
    releasedAt: p.datetime(3).nullable(),
    releaseReason: p.text().nullable(),
  },
});
