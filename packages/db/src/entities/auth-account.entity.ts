import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

/** A way of signing in; with us the password. Table and columns are better-auth's. */
export const AuthAccount = defineEntity({
  name: "AuthAccount",
  tableName: "auth_account",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    accountId: p.text().fieldName("accountId"),
    providerId: p.text().fieldName("providerId"),
    user: () => p.manyToOne(AuthUser).ref().fieldName("userId").deleteRule("cascade"),
    accessToken: p.text().fieldName("accessToken").nullable(),
    refreshToken: p.text().fieldName("refreshToken").nullable(),
    idToken: p.text().fieldName("idToken").nullable(),
    accessTokenExpiresAt: p.datetime().fieldName("accessTokenExpiresAt").nullable(),
    refreshTokenExpiresAt: p.datetime().fieldName("refreshTokenExpiresAt").nullable(),
    scope: p.text().nullable(),
    /** Its hash, as better-auth makes it. */
    password: p.text().nullable(),
    createdAt: p.datetime().fieldName("createdAt").defaultRaw("current_timestamp"),
    updatedAt: p.datetime().fieldName("updatedAt"),
  },
});
