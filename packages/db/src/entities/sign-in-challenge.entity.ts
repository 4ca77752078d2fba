import { defineEntity, p } from "@mikro-orm/core";
import { AuthUser } from "./auth-user.entity.ts";

export const SIGN_IN_CHALLENGES = ["second_step", "passkey_sign_in", "passkey_add", "passkey_prove"] as const;
export type SignInChallengeKind = (typeof SIGN_IN_CHALLENGES)[number];

/** What was asked of a browser that signs in or proves something, until it is answered, once (O1). */
export const SignInChallenge = defineEntity({
  name: "SignInChallenge",
  tableName: "sign_in_challenge",
  properties: {
    id: p.uuid().primary().defaultRaw("uuidv7()"),
    kind: p.enum(SIGN_IN_CHALLENGES),
    tokenHash: p.text(),
    user: () => p.manyToOne(AuthUser).ref().nullable().deleteRule("cascade"),
    /** Of the password's hash that was right. */
    passwordMark: p.text().nullable(),
    expiresAt: p.datetime(3),
  },
});
