import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

/** A WebAuthn credential that a person signs in with (O1). Above tenants, like the account that it opens. */
export const Passkey = defineEntity({
  name: "Passkey",
  tableName: "passkey",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    user: () => p.manyToOne(AuthUser).ref().deleteRule("cascade"),
    credentialId: p.text(),
    publicKey: p.uint8array().columnType("bytea"),
    signCount: p.bigint("number").default(0),
    /** How its authenticator is reached, as the browser said: a hint for the next time. */
    transports: p.array().columnType("text[]").defaultRaw("'{}'"),
    name: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
    lastUsedAt: p.datetime(3).nullable(),
  },
});
