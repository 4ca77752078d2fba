import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

/** An account's authenticator app (O1, TOTP); being set up until it is confirmed. */
export const Authenticator = defineEntity({
  name: "Authenticator",
  tableName: "authenticator",
  properties: {
    user: () => p.oneToOne(AuthUser).ref().primary().deleteRule("cascade"),
    sealedSecret: p.text(),
    confirmedAt: p.datetime(3).nullable(),
    /** The time step of the newest code that was taken: none opens twice. */
    lastStep: p.bigint("number").default(0),
    lastUsedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
