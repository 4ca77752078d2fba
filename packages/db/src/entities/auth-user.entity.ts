import { defineEntity, p } from "@mikro-orm/core";

/** Somebody who can sign in, above all organisations. Table and columns are better-auth's. */
export const AuthUser = defineEntity({
  name: "AuthUser",
  tableName: "auth_user",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    name: p.text(),
    email: p.text(),
    emailVerified: p.boolean().fieldName("emailVerified"),
    image: p.text().nullable(),
    createdAt: p.datetime().fieldName("createdAt").defaultRaw("current_timestamp"),
    updatedAt: p.datetime().fieldName("updatedAt").defaultRaw("current_timestamp"),
  },
});
