import type { EntityManager } from "@packpost/db/orm";
import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { sql } from "kysely";
import { answerChallenge, ask } from "./challenge.ts";
import { challengeIn, type PasskeyAnswer } from "./passkey-answer.ts";
import type { RelyingParty } from "./relying-party.ts";

type Occasion = "passkey_sign_in" | "passkey_prove";

const minuteMs = 60_000;

/**
 * What a browser is asked for, so that a passkey signs (O1).
 * @param userId whose passkeys; null = whoever's the browser has: that is also how nobody learns who has some
 */
export async function askForPasskey(
  em: EntityManager,
  {
    occasion,
    userId,
    rp,
  }: { readonly occasion: Occasion; readonly userId: string | null; readonly rp: RelyingParty },
) {
  const challenge = await ask(em, occasion, { userId });
  const known = userId === null ? [] : await listCredentials(em, userId);
  return generateAuthenticationOptions({
    rpID: rp.id,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    // It stands for password and factor at once.
    userVerification: "required",
    timeout: 5 * minuteMs,
    ...(known.length > 0 && { allowCredentials: known }),
  });
}

/**
 * Looks whether a passkey of ours has signed what it was asked (WebAuthn Level 3, 7.2), once.
 * @param userId whose it must be; null = the account is told by the passkey
 * @returns whose account it opens; null = none
 */
export async function takePasskey(
  em: EntityManager,
  {
    occasion,
    userId,
    answer,
    rp,
  }: {
    readonly occasion: Occasion;
    readonly userId: string | null;
    readonly answer: PasskeyAnswer;
    readonly rp: RelyingParty;
  },
): Promise<{ readonly userId: string; readonly passkeyId: string } | null> {
  const challenge = challengeIn(answer.response.clientDataJSON);
  const asked = challenge === null ? null : await answerChallenge(em, occasion, challenge);
  if (challenge === null || asked === null || asked.userId !== userId) return null;
  const passkey = await findPasskey(em, answer.id);
  if (passkey === undefined || (userId !== null && passkey.user_id !== userId)) return null;
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: [...rp.origins],
    expectedRPID: rp.id,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.sign_count),
      transports: passkey.transports,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (verified === null || !verified.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  // Removed meanwhile, it opens nothing; a copy that counts behind the original was refused above.
  const used = await sql`
    update passkey set sign_count = ${newCounter}, last_used_at = app_now() where id = ${passkey.id}::uuid`.execute(
    em.getKysely(),
  );
  return used.numAffectedRows === 1n ? { userId: passkey.user_id, passkeyId: passkey.id } : null;
}

interface PasskeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly public_key: Buffer;
  readonly sign_count: string | number;
  readonly transports: string[];
}

async function findPasskey(em: EntityManager, credentialId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`
    select id, user_id, public_key, sign_count, transports from passkey where credential_id = ${credentialId}`.execute(
    em.getKysely(),
  );
  return rows[0];
}

/** An account's passkeys as browsers are told of them. */
export async function listCredentials(em: EntityManager, userId: string) {
  const { rows } = await sql<{ credential_id: string; transports: string[] }>`
    select credential_id, transports from passkey where user_id = ${userId}::uuid order by created_at`.execute(
    em.getKysely(),
  );
  return rows.map(({ credential_id, transports }) => ({ id: credential_id, transports }));
}
