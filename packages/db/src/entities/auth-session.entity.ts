import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

/** A browser that somebody signed in with. Table and columns are better-auth's, which writes them. */
export const AuthSession = defineEntity({
  name: "AuthSession",
  tableName: "auth_session",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    expiresAt: p.datetime().fieldName("expiresAt"),
    token: p.text(),
    createdAt: p.datetime().fieldName("createdAt").defaultRaw("current_timestamp"),
    updatedAt: p.datetime().fieldName("updatedAt"),
    ipAddress: p.text().fieldName("ipAddress").nullable(),
    userAgent: p.text().fieldName("userAgent").nullable(),
    /** When its person last proved who they are, and when by a second factor; ours, as is `seenAt`. */
    provenAt: p.datetime().fieldName("provenAt").nullable().defaultRaw("current_timestamp"),
    factorProvenAt: p.datetime().fieldName("factorProvenAt").nullable(),
    /** Kept to some minutes. */
    seenAt: p.datetime().fieldName("seenAt").nullable().defaultRaw("current_timestamp"),
    user: () => p.manyToOne(AuthUser).ref().fieldName("userId").deleteRule("cascade"),
  },
});
