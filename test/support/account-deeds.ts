import { z } from "zod";
import { callPath } from "./call-path.ts";
import type { Caller, Deed } from "./deeds.ts";
import { appUrl } from "./open-world.ts";
import { SoftAuthenticator, totpCode } from "./soft-authenticator.ts";

const addPasskey = async (caller: Caller) => {
  const options = await caller.account.factors.beginPasskey();
  return caller.account.factors.addPasskey({ answer: new SoftAuthenticator(appUrl).create(options) });
};
const passkeyId = async (caller: Caller) => (await caller.account.factors.list()).passkeys[0]?.id ?? "";
const addApp = async (caller: Caller) => {
  const { secret } = z
    .object({ secret: z.string() })
    .parse(await callPath(caller, "account.factors.beginAuthenticator", undefined));
  return caller.account.factors.confirmAuthenticator({ code: totpCode(secret) });
};

/**
 * What is done with one's own account (O1).
 * @param one runs a statement with the organisation's id as $1
 * @param asOwner the same organisation's owner
 */
export const accountDeeds = (
  one: (statement: string) => Promise<string>,
  asOwner: () => Promise<Caller>,
): Record<string, Deed> => ({
  "account.factors.addPasskey": { act: addPasskey, action: "staff.passkey_added" },
  "account.factors.renamePasskey": {
    prepare: async (caller) => void (await addPasskey(caller)),
    act: async (caller) =>
      caller.account.factors.renamePasskey({ passkeyId: await passkeyId(caller), name: "My phone" }),
    action: "staff.passkey_renamed",
  },
  "account.factors.confirmAuthenticator": { act: addApp, action: "staff.authenticator_added" },
  "account.factors.remove": {
    prepare: async (caller) => void (await addPasskey(caller)),
    act: async (caller) =>
      caller.account.factors.remove({ factor: "passkey", passkeyId: await passkeyId(caller) }),
    action: "staff.passkey_removed",
  },
  "account.factors.renewRecoveryCodes": {
    prepare: async (caller) => void (await addPasskey(caller)),
    act: (caller) => caller.account.factors.renewRecoveryCodes(),
    action: "staff.recovery_codes_renewed",
  },
  "account.endSessions": {
    prepare: async () =>
      void (await one(`
        insert into auth_session (token, "userId", "expiresAt", "updatedAt")
        select gen_random_uuid()::text, user_id, now() + interval '1 day', now() from staff_member
        where organisation_id = $1 and role = 'admin' returning id`)),
    act: (caller) => caller.account.endSessions({ sessionId: null }),
    action: "staff.sessions_ended",
  },
  "settings.requireSecondFactor": {
    act: async () => (await asOwner()).settings.requireSecondFactor({ required: true }),
    action: "settings.second_factor_required",
  },
});
