import { defineEntity, p } from "@mikro-orm/core";

/** A token that was mailed to somebody. Table and columns are better-auth's, which alone reads and writes them. */
export const AuthVerification = defineEntity({
  name: "AuthVerification",
  tableName: "auth_verification",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    identifier: p.text(),
    value: p.text(),
    expiresAt: p.datetime().fieldName("expiresAt"),
    createdAt: p.datetime().fieldName("createdAt").defaultRaw("current_timestamp"),
    updatedAt: p.datetime().fieldName("updatedAt").defaultRaw("current_timestamp"),
  },
});
