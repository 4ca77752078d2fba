import { defineEntity, p } from "@mikro-orm/core";

/** The one row of the whole installation: its operator's stop switch. */
export const Installation = defineEntity({
  name: "Installation",
  tableName: "installation",
  properties: {
    onlyRow: p.boolean().primary().default(true),
    sendingStoppedAt: p.datetime(3).nullable(),
  },
});
