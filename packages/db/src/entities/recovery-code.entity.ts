import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

/** Opens once, in place of a factor that is lost (O1). */
export const RecoveryCode = defineEntity({
  name: "RecoveryCode",
  tableName: "recovery_code",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    user: () => p.manyToOne(AuthUser).ref().deleteRule("cascade"),
    codeHash: p.text(),
    usedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
