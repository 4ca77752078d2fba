import { defineEntity, p } from "@mikro-orm/core";

/** A link that founds one organisation in the browser, once (O1). */
export const FoundingLink = defineEntity({
  name: "FoundingLink",
  tableName: "founding_link",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    tokenHash: p.text(),
    /** Works only while there is no organisation. */
    firstOnly: p.boolean(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
});
